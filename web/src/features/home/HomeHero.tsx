import { useTranslation } from 'react-i18next';
import type { ContinueItem, TitleCard } from '@/api';
import { titlePath, watchPath } from '@/lib/places';
import { ButtonLink, Hero, MakingNote, TitleFacts } from '@/ui';

interface HomeHeroProps {
  title: TitleCard;
  started: ContinueItem[];
  /** Percent done of a demo film that cannot be played yet. */
  making: number | null;
}

export function HomeHero({ title, started, making }: HomeHeroProps) {
  const { t } = useTranslation();
  const begun = started.find((item) => item.title.ref === title.ref);
  const isShow = title.kind === 'show';
  return (
    <Hero
      title={title.title}
      backdrop={title.backdrop}
      tall
      facts={<TitleFacts title={title} />}
      overview={title.overview}
      actions={
        <>
          {making !== null && <MakingNote percent={making} />}
          {making === null && (begun !== undefined || (title.available && !isShow)) && (
            <ButtonLink to={watchPath(begun?.ref ?? title.ref)} look="primary" icon="play" focusKey="hero:play">
              {begun ? t('common.resume') : t('common.play')}
            </ButtonLink>
          )}
          <ButtonLink to={titlePath(title)} icon="info" focusKey="hero:details">
            {isShow ? t('common.episodes') : t('common.details')}
          </ButtonLink>
        </>
      }
    />
  );
}
