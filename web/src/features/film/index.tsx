import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useMarkMutation, useMovieQuery, useProgressQuery } from '@/api';
import { useDemoWorld } from '@/lib/demo';
import { useFormat } from '@/lib/format';
import { watchPath } from '@/lib/places';
import { useLanguage } from '@/lib/session';
import {
  Button,
  ButtonLink,
  Hero,
  HeroBones,
  MakingNote,
  Page,
  SlowNote,
  TitleFacts,
  TroubleLine,
  TroublePanel,
} from '@/ui';
import styles from './Film.module.css';
import { Sources } from './Sources';

export default function Film() {
  const { t } = useTranslation();
  const tmdbId = Number(useParams()['id']);
  const lang = useLanguage();
  const film = useMovieQuery({ tmdbId, lang, includeSources: true });
  const ref = `movie:${tmdbId}`;
  const progress = useProgressQuery({ refs: ref }).data?.items[0];
  const [mark, marking] = useMarkMutation();
  const making = useDemoWorld()?.making(ref) ?? null;

  if (film.isError) {
    return (
      <Page title={t('title.film')} heading="read">
        <TroublePanel error={film.error} onRetry={() => void film.refetch()} />
      </Page>
    );
  }
  if (film.data === undefined) {
    return (
      <Page title="" heading="own" bleed>
        <HeroBones poster />
        <SlowNote waiting />
      </Page>
    );
  }

  const title = film.data;
  const sources = title.sources ?? [];
  const watched = progress?.watched ?? false;
  const begun = progress !== undefined && progress.resume_at_s > 0;
  return (
    <Page title={title.title} heading="own" bleed first="film:play">
      <Hero
        title={title.title}
        backdrop={title.backdrop}
        poster={title.poster}
        tagline={title.tagline}
        facts={<TitleFacts title={title} />}
        overview={title.overview}
        actions={
          <>
            {making !== null && <MakingNote percent={making} />}
            {making === null && sources.length > 0 && (
              <ButtonLink to={watchPath(ref)} look="primary" icon="play" focusKey="film:play">
                {begun ? t('common.resume') : t('common.play')}
              </ButtonLink>
            )}
            {begun && <Left positionS={progress.position_s} durationS={progress.duration_s} />}
            <Button
              icon={watched ? 'check' : 'eye'}
              focusKey="film:watched"
              busy={marking.isLoading}
              onClick={() => void mark({ watchedMark: { ref, watched: !watched } })}
            >
              {watched ? t('title.watched') : t('title.markWatched')}
            </Button>
          </>
        }
      />
      <div className={styles.below}>
        <TroubleLine error={marking.error} />
        {making === null && <Sources film={ref} sources={sources} />}
        {title.attribution !== null && <p className={styles.attribution}>{title.attribution}</p>}
      </div>
    </Page>
  );
}

/** How much is left, beside the button that goes on. */
function Left({ positionS, durationS }: { positionS: number; durationS: number }) {
  const { t } = useTranslation();
  const { runtime } = useFormat();
  const minutes = Math.max(1, Math.round((durationS - positionS) / 60));
  return <span className={styles.left}>{t('home.left', { time: runtime(minutes) })}</span>;
}
