import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Provider } from 'react-redux';
import { BrowserRouter } from 'react-router';
import { startTexts } from '@/i18n';
import { learnHdr } from '@/lib/decoding';
import { watchLayout } from '@/lib/layout';
import { followOtherTabs, seekSession } from '@/lib/session';
import { startSpatialNavigation } from '@/lib/spatial';
import { App } from './App';
import { fetchTheRest, firstPage } from './Pages';
import { makeStore } from './store';
import '@/ui/tokens.css';
import '@/ui/base.css';

async function start(root: HTMLElement): Promise<void> {
  const store = makeStore();
  void seekSession(store);
  followOtherTabs(store);
  watchLayout();
  void learnHdr();
  startSpatialNavigation();
  await Promise.all([startTexts(), firstPage()]);
  createRoot(root).render(
    <StrictMode>
      <Provider store={store}>
        <BrowserRouter>
          <App />
        </BrowserRouter>
      </Provider>
    </StrictMode>,
  );
  if (document.readyState === 'complete') void fetchTheRest();
  else window.addEventListener('load', () => void fetchTheRest());
}

const root = document.getElementById('root');
if (root) void start(root);
