/** The player's own icons, drawn like those of `ui/Icon`: on a 24-unit grid, in the colour of the text around them. */
const LINES = {
  back10: 'M8.2 5.2A8 8 0 1 1 4 12M4.2 3.6l3.6 1.8-1.9 3.5',
  ahead10: 'M15.8 5.2A8 8 0 1 0 20 12M19.8 3.6l-3.6 1.8 1.9 3.5',
  again: 'M8.2 5.2A8 8 0 1 1 4 12M4.2 3.6l3.6 1.8-1.9 3.5',
  quiet: 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5ZM15.5 9.5a3.5 3.5 0 0 1 0 5',
  loud: 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5ZM15.5 9.5a3.5 3.5 0 0 1 0 5M18 7a7 7 0 0 1 0 10',
  muted: 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5ZM16 9.8l4.4 4.4M20.4 9.8 16 14.2',
  speed: 'M4.6 17.5a8.5 8.5 0 1 1 14.8 0M12 14l3.8-4.6',
  layers: 'M12 4 20 8.3 12 12.6 4 8.3ZM4.5 12.2 12 16.2l7.5-4M4.5 16 12 20l7.5-4',
  fullscreen: 'M4.5 9V4.5H9M15 4.5h4.5V9M19.5 15v4.5H15M9 19.5H4.5V15',
  leaveFullscreen: 'M9 4.5V9H4.5M19.5 9H15V4.5M15 19.5V15h4.5M4.5 15H9v4.5',
  picture: 'M3.5 5.5h17v13h-17zM12 12h6v4h-6z',
  keys: 'M3.5 6.5h17v11h-17zM7 10h.1M10.4 10h.1M13.8 10h.1M17.1 10h.1M8.5 14h7',
  check: 'M5 12.5 10 17.5 19 7.5',
  left: 'M14.5 5 8 12l6.5 7',
} as const;

const SHAPES = {
  play: 'M8 5.3v13.4a.8.8 0 0 0 1.2.7l10.7-6.7a.8.8 0 0 0 0-1.4L9.2 4.6a.8.8 0 0 0-1.2.7Z',
  pause:
    'M7 5h2.6c.5 0 .9.4.9.9v12.2c0 .5-.4.9-.9.9H7a.9.9 0 0 1-.9-.9V5.9c0-.5.4-.9.9-.9ZM14.4 5H17c.5 0 .9.4.9.9v12.2c0 .5-.4.9-.9.9h-2.6a.9.9 0 0 1-.9-.9V5.9c0-.5.4-.9.9-.9Z',
  next: 'M5 5.6v12.8c0 .7.7 1.1 1.3.7l8.7-6.4v5.2c0 .6.4 1 1 1h1.5c.6 0 1-.4 1-1V6.1c0-.6-.4-1-1-1H16c-.6 0-1 .4-1 1v5.2L6.3 4.9C5.7 4.5 5 4.9 5 5.6Z',
} as const;

export type GlyphName = keyof typeof LINES | keyof typeof SHAPES;

export function Glyph({ name }: { name: GlyphName }) {
  return (
    <svg viewBox="0 0 24 24" width="1em" height="1em" aria-hidden="true" focusable="false">
      {name in SHAPES ? (
        <path d={SHAPES[name as keyof typeof SHAPES]} fill="currentColor" />
      ) : (
        <path
          d={LINES[name as keyof typeof LINES]}
          fill="none"
          stroke="currentColor"
          strokeWidth="1.7"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      )}
      {(name === 'back10' || name === 'ahead10') && (
        <text x="12" y="15" textAnchor="middle" fontSize="7.6" fontWeight="700" fill="currentColor">
          {'10'}
        </text>
      )}
    </svg>
  );
}
