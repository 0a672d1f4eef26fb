import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useTorrentsQuery, type HeldTorrent } from '@/api';
import { useFormat } from '@/lib/format';
import { titlePathOf } from '@/lib/places';
import { Bone, EmptyPanel, Meter, Page, TroublePanel, useFocusItem } from '@/ui';
import { AddTorrent } from './AddTorrent';
import styles from './Torrents.module.css';

const LOOK_AGAIN_MS = 2000;

/** What the engine holds at this moment. */
export default function Torrents() {
  const { t } = useTranslation();
  const torrents = useTorrentsQuery(undefined, { pollingInterval: LOOK_AGAIN_MS, skipPollingIfUnfocused: true });
  return (
    <Page title={t('torrents.title')}>
      <AddTorrent />
      {torrents.isError && <TroublePanel error={torrents.error} onRetry={() => void torrents.refetch()} />}
      {torrents.isLoading && <Bone height="6rem" />}
      {torrents.data?.length === 0 && <EmptyPanel title={t('torrents.emptyTitle')} text={t('torrents.empty')} />}
      <ul className={styles.torrents}>
        {(torrents.data ?? []).map((torrent) => (
          <TorrentRow key={torrent.key} torrent={torrent} />
        ))}
      </ul>
    </Page>
  );
}

function TorrentRow({ torrent }: { torrent: HeldTorrent }) {
  const { t } = useTranslation();
  const { bytes, rate, percent } = useFormat();
  const name = torrent.name ?? torrent.key;
  const place = torrent.ref === null ? null : titlePathOf(torrent.ref);
  return (
    <li className={styles.torrent}>
      {place === null ? <strong className={styles.name}>{name}</strong> : <TitleLink to={place} name={name} />}
      <span className={styles.numbers}>
        <span>
          {torrent.size_bytes === null
            ? percent(torrent.progress)
            : t('torrents.of', { percent: percent(torrent.progress), size: bytes(torrent.size_bytes) })}
        </span>
        <span>{`↓ ${rate(torrent.download_rate_bytes_s)}`}</span>
        <span>{`↑ ${rate(torrent.upload_rate_bytes_s)}`}</span>
        <span>{t('torrents.peers', { count: torrent.peers_connected })}</span>
      </span>
      <Meter value={torrent.progress} label={name} tone="mint" />
    </li>
  );
}

function TitleLink({ to, name }: { to: string; name: string }) {
  const { ref } = useFocusItem<HTMLAnchorElement>();
  return (
    <Link ref={ref} to={to} className={styles.name}>
      {name}
    </Link>
  );
}
