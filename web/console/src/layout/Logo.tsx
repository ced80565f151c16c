/** The mark: a pointer with a second one riding along behind it. */
import { useId } from 'react';
import classes from './Logo.module.css';

export function LogoMark({ size = 28 }: { size?: number }) {
  const tint = useId();
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <defs>
        <linearGradient id={tint} x1="0" y1="0" x2="1" y2="1">
          <stop offset="0" stopColor="#7b7af0" />
          <stop offset="1" stopColor="#4c49c2" />
        </linearGradient>
      </defs>
      <rect width="32" height="32" rx="9" fill={`url(#${tint})`} />
      <path
        d="M7.2 13.6 18.6 17.9a.9.9 0 0 1 0 1.7l-4.5 1.6a1 1 0 0 0-.6.6l-1.6 4.5a.9.9 0 0 1-1.7 0L6 14.8a.9.9 0 0 1 1.2-1.2Z"
        fill="#fff"
        opacity="0.45"
      />
      <path
        d="M12.9 6.3 26 11.2a1 1 0 0 1 0 1.9l-5.3 1.9a1.1 1.1 0 0 0-.7.7L18.1 21a1 1 0 0 1-1.9 0L11.6 7.6a1 1 0 0 1 1.3-1.3Z"
        fill="#fff"
      />
    </svg>
  );
}

export function Logo({ size = 28 }: { size?: number }) {
  return (
    <span className={classes.logo}>
      <LogoMark size={size} />
      <span className={classes.word} style={{ fontSize: size * 0.64 }}>
        Pillion
      </span>
    </span>
  );
}
