import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useAddTitleMutation, type NewTitle } from '@/api';
import { titlePathOf } from '@/lib/places';
import { Button, Field, Form, Section, TroubleLine } from '@/ui';
import styles from './Torrents.module.css';

/** A torrent handed in becomes a title of the house. */
export function AddTorrent() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [add, { error, isLoading }] = useAddTitleMutation();
  const [magnet, setMagnet] = useState('');
  const file = useRef<HTMLInputElement>(null);

  const send = async (newTitle: NewTitle) => {
    const answer = await add({ newTitle });
    const place = answer.data === undefined ? null : titlePathOf(answer.data.ref);
    if (place !== null) void navigate(place);
  };
  const sendFile = async (chosen: File | undefined) => {
    if (chosen) await send({ torrent: base64(new Uint8Array(await chosen.arrayBuffer())) });
  };

  return (
    <Section title={t('torrents.add')} text={t('torrents.addText')}>
      <TroubleLine error={error} />
      <Form onSubmit={() => send({ magnet })}>
        <div className={styles.add}>
          <Field
            label={t('torrents.magnet')}
            placeholder="magnet:?xt=…"
            autoComplete="off"
            spellCheck={false}
            required
            pattern="magnet:.*"
            value={magnet}
            onChange={(event) => setMagnet(event.target.value)}
          />
          <Button type="submit" look="primary" busy={isLoading}>
            {t('torrents.submit')}
          </Button>
          <Button icon="plus" onClick={() => file.current?.click()}>
            {t('torrents.file')}
          </Button>
        </div>
      </Form>
      <input
        ref={file}
        type="file"
        accept=".torrent,application/x-bittorrent"
        hidden
        onChange={(event) => void sendFile(event.target.files?.[0])}
      />
    </Section>
  );
}

/** By pieces: a spread of a whole file would overflow the stack. */
function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}
