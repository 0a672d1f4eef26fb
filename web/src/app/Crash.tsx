import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Page, TroublePanel } from '@/ui';

const CRASHED = { code: 'crashed', status: null, title: '', detail: '', retryAfterS: null, fields: {} };

/** A page that throws takes down neither the app nor the way out of it. */
export class Crash extends Component<{ children: ReactNode }, { crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError() {
    return { crashed: true };
  }

  override render() {
    return this.state.crashed ? <CrashPage /> : this.props.children;
  }
}

function CrashPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('trouble.crashed.title')} heading="read">
      <TroublePanel error={CRASHED} onRetry={() => window.location.reload()} />
      <Button onClick={() => window.location.assign('/')}>{t('common.home')}</Button>
    </Page>
  );
}
