import type { Config } from 'tailwindcss'

/**
 * Every token of the interface. Nothing else may be used: the lists replace Tailwind's own. Colours are CSS variables
 * whose light and dark values stand side by side in `app/globals.css`. Reasons in `docs/design.md`.
 */
export default {
  content: ['./app/**/*.tsx', './components/**/*.tsx'],
  theme: {
    colors: {
      transparent: 'transparent',
      current: 'currentColor',
      /** The page. */
      bg: 'var(--bg)',
      /** What lies on the page: the composer, popovers. */
      surface: 'var(--surface)',
      /** Wells and quiet controls. */
      sunk: 'var(--sunk)',
      /** A quiet control under the pointer. */
      hover: 'var(--hover)',
      /** Hairlines that only separate. */
      line: 'var(--line)',
      /** Outlines that identify a control: 3:1. */
      edge: 'var(--edge)',
      ink: 'var(--ink)',
      muted: 'var(--muted)',
      faint: 'var(--faint)',
      accent: 'var(--accent)',
      'accent-hover': 'var(--accent-hover)',
      'on-accent': 'var(--on-accent)',
      focus: 'var(--focus)',
      warn: 'var(--warn)',
      danger: 'var(--danger)',
      'danger-soft': 'var(--danger-soft)',
      /** The viewer: near-black in both themes. */
      stage: 'var(--stage)',
      'on-stage': 'var(--on-stage)',
      scrim: 'var(--scrim)',
    },
    fontSize: {
      /** Captions, figures beside pictures. */
      xs: ['0.75rem', '1rem'],
      /** Controls, menus. */
      sm: ['0.8125rem', '1.25rem'],
      /** Reading. */
      base: ['0.9375rem', '1.5rem'],
      /** The prompt, titles. */
      lg: ['1.125rem', '1.625rem'],
      /** One per page at most. */
      xl: ['1.75rem', '2.25rem'],
    },
    fontFamily: {
      sans: 'var(--font-geist), var(--font-geist-more), "PingFang SC", "Noto Sans SC", "Microsoft YaHei", system-ui, sans-serif',
    },
    borderRadius: { none: '0', picture: '2px', DEFAULT: '6px', panel: '12px', full: '9999px' },
    boxShadow: { float: 'var(--shadow-float)', none: 'none' },
    transitionDuration: { DEFAULT: '150ms', fast: '120ms', slow: '200ms' },
    transitionTimingFunction: { DEFAULT: 'cubic-bezier(.2, 0, 0, 1)' },
    screens: { sm: '640px', md: '900px', lg: '1200px', xl: '1600px' },
  },
} satisfies Config
