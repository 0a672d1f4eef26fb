import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Provider } from 'react-redux';
import { BrowserRouter } from 'react-router';
import { startTexts } from '@/i18n';
import { watchLayout } from '@/lib/layout';
import { followOtherTabs, seekSession } from '@/lib/session';
import { startSpatialNavigation } from '@/lib/spatial';
import { App } from './App';
import { warmUp } from './Pages';
import { makeStore } from './store';
import '@/ui/tokens.css';
import '@/ui/base.css';

async function start(root: HTMLElement): Promise<void> {
  const store = makeStore();
  void seekSession(store);
  followOtherTabs(store);
  warmUp();
  watchLayout();
  startSpatialNavigation();
  await startTexts();
  createRoot(root).render(
    <StrictMode>
      <Provider store={store}>
        <BrowserRouter>
          <App />
        </BrowserRouter>
      </Provider>
    </StrictMode>,
  );
}

const root = document.getElementById('root');
if (root) void start(root);
