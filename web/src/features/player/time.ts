/** Times as a player shows and says them. All arguments are seconds. */

/** "4:05" or "1:04:05"; with `like`, as many places as that longer time has, so that nothing moves while it runs. */
export function clock(seconds: number, like = seconds): string {
  const whole = wholeSeconds(seconds);
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = String(whole % 60).padStart(2, '0');
  const hasHours = hours > 0 || wholeSeconds(like) >= 3600;
  return hasHours ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

export interface Spoken {
  hours: number;
  minutes: number;
  seconds: number;
}

/** The parts that a screen reader should say. */
export function spokenParts(seconds: number): Spoken {
  const whole = wholeSeconds(seconds);
  return { hours: Math.floor(whole / 3600), minutes: Math.floor((whole % 3600) / 60), seconds: whole % 60 };
}

function wholeSeconds(seconds: number): number {
  return Number.isFinite(seconds) ? Math.max(0, Math.floor(seconds)) : 0;
}
