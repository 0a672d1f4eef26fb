import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePutScoringMutation, type ScoringBody } from '@/api';
import { Button, Choice, Field, Form, say, Section, TroubleLine, useRefusals } from '@/ui';
import { bitsOf, listOf, megabitsOf, numberOf, textOf } from './values';
import styles from './Ranking.module.css';

const RESOLUTIONS = ['any', '480p', '720p', '1080p', '2160p'] as const;
const FACTORS = [
  'step_down',
  'step_up',
  'other_language',
  'too_large',
  'least_starved',
  'proper',
  'three_d',
  'burnt_in_subs',
] as const;
const LIMITS = ['max_movie_gb', 'max_episode_gb'] as const;
const SWARM = ['seeder_mbit_s', 'assumed_seeders'] as const;
const PREFERRED = ['preferred_movie', 'preferred_episode'] as const;

type NumberName = (typeof FACTORS)[number] | (typeof LIMITS)[number] | (typeof SWARM)[number];

/** The profile of ranking, as one form: what is wished for, what is too much, and how much each counts. */
export function Profile({ stored }: { stored: ScoringBody }) {
  const { t } = useTranslation();
  const [put, { error, isLoading }] = usePutScoringMutation();
  const [resolution, setResolution] = useState<(typeof RESOLUTIONS)[number]>(stored.resolution ?? 'any');
  const [follows, setFollows] = useState<'yes' | 'no'>(stored.follows_viewer === false ? 'no' : 'yes');
  const [languages, setLanguages] = useState((stored.languages ?? []).join(', '));
  const [numbers, setNumbers] = useState<Record<string, string>>(() =>
    Object.fromEntries([
      ...[...FACTORS, ...LIMITS, 'assumed_seeders' as const].map((name) => [name, textOf(stored[name])]),
      ['seeder_mbit_s', textOf(megabitsOf(stored.seeder_bits_s))],
    ]),
  );
  const [preferred, setPreferred] = useState<Record<string, string>>(() =>
    Object.fromEntries(PREFERRED.map((name) => [name, (stored[name] ?? []).join(', ')])),
  );
  const told = useRefusals(error);
  const wrong: Record<string, string | undefined> = { ...told, seeder_mbit_s: told['seeder_bits_s'] };

  const save = async () => {
    const limits = Object.fromEntries(LIMITS.map((name) => [name, numberOf(numbers[name])]));
    const factors = Object.fromEntries(FACTORS.map((name) => [name, numberOf(numbers[name]) ?? stored[name]]));
    const answer = await put({
      scoringBody: {
        ...stored,
        ...factors,
        ...limits,
        seeder_bits_s: bitsOf(numberOf(numbers['seeder_mbit_s'])) ?? stored.seeder_bits_s,
        assumed_seeders: numberOf(numbers['assumed_seeders']) ?? stored.assumed_seeders,
        ...Object.fromEntries(PREFERRED.map((name) => [name, listOf(preferred[name] ?? '')])),
        resolution: resolution === 'any' ? null : resolution,
        follows_viewer: follows === 'yes',
        languages: listOf(languages),
      },
    });
    if (!answer.error) say(t('common.saved'));
  };

  const field = (name: NumberName) => (
    <Field
      key={name}
      label={t(`ranking.${name}`)}
      hint={t(`ranking.hints.${name}`)}
      inputMode="decimal"
      value={numbers[name] ?? ''}
      error={wrong[name]}
      focusKey={`ranking:${name}`}
      onChange={(event) => setNumbers({ ...numbers, [name]: event.target.value })}
    />
  );

  return (
    <Section title={t('ranking.profile')} text={t('ranking.profileText')}>
      <Form onSubmit={save}>
        <Choice
          label={t('ranking.resolution')}
          options={RESOLUTIONS.map((value) => ({ value, label: value === 'any' ? t('ranking.any') : value }))}
          value={resolution}
          onChange={setResolution}
        />
        <Choice
          label={t('ranking.language')}
          options={[
            { value: 'yes', label: t('ranking.follows') },
            { value: 'no', label: t('ranking.anyLanguage') },
          ]}
          value={follows}
          onChange={setFollows}
        />
        <Field
          label={t('ranking.languages')}
          hint={t('ranking.hints.languages')}
          value={languages}
          error={wrong['languages']}
          focusKey="ranking:languages"
          autoComplete="off"
          onChange={(event) => setLanguages(event.target.value)}
        />
        <div className={styles.pairs}>{LIMITS.map(field)}</div>
        <h3>{t('ranking.swarm')}</h3>
        <p className={styles.text}>{t('ranking.swarmText')}</p>
        <div className={styles.pairs}>{SWARM.map(field)}</div>
        <h3>{t('ranking.preferred')}</h3>
        <p className={styles.text}>{t('ranking.preferredText')}</p>
        <div className={styles.pairs}>
          {PREFERRED.map((name) => (
            <Field
              key={name}
              label={t(`ranking.${name}`)}
              hint={t('ranking.hints.preferred')}
              value={preferred[name] ?? ''}
              error={wrong[name]}
              focusKey={`ranking:${name}`}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setPreferred({ ...preferred, [name]: event.target.value })}
            />
          ))}
        </div>
        <h3>{t('ranking.factors')}</h3>
        <p className={styles.text}>{t('ranking.factorsText')}</p>
        <div className={styles.pairs}>{FACTORS.map(field)}</div>
        <TroubleLine error={error} />
        <div>
          <Button type="submit" look="primary" busy={isLoading}>
            {t('common.save')}
          </Button>
        </div>
      </Form>
    </Section>
  );
}
