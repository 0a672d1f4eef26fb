import { useTranslation } from 'react-i18next';
import type { Trouble } from '@/lib/trouble';
import { useTroubleText } from '@/ui';

/** Like `useTroubleText`, for what only a player meets. `isAlone`: there is no other source to name as the fix. */
export function useProblemText(): (trouble: Trouble, isAlone?: boolean) => { title: string; fix: string } {
  const { t, i18n } = useTranslation();
  const common = useTroubleText();
  return (trouble, isAlone = false) => {
    if (!i18n.exists(`player.trouble.${trouble.code}.title`)) return common(trouble);
    const key = trouble.code as 'no_bytes';
    return {
      title: t(`player.trouble.${key}.title`),
      fix: t(`player.trouble.${key}.fix`, isAlone ? { context: 'alone' } : {}),
    };
  };
}
