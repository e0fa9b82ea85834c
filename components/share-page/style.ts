import 'server-only'
import { createHash } from 'node:crypto'

/**
 * All styles of a link's pages, in the page itself: with them in the first bytes nothing stands between a client and the
 * picture. Colours are the studio's (`app/globals.css`), the typeface is the system's.
 *
 * Rows: each picture asks for a width in proportion to its shape and grows in the same proportion, so all of a row come
 * out equally high at every width, without a script. `--h` is the height that rows come near to.
 */
export const STYLE = `
:root{color-scheme:light dark;
--bg:light-dark(oklch(0.984 0.003 90),oklch(0.155 0.004 80));
--surface:light-dark(oklch(1 0 0),oklch(0.2 0.005 80));
--sunk:light-dark(oklch(0.955 0.004 90),oklch(0.24 0.005 80));
--edge:light-dark(oklch(0.62 0.008 90),oklch(0.54 0.008 80));
--ink:light-dark(oklch(0.22 0.008 80),oklch(0.95 0.004 90));
--muted:light-dark(oklch(0.46 0.008 80),oklch(0.74 0.006 90));
--accent:oklch(0.875 0.17 97);--accent-hover:oklch(0.91 0.165 99);--on-accent:oklch(0.25 0.05 90);
--focus:light-dark(oklch(0.6 0.125 88),oklch(0.875 0.17 97));
--danger:light-dark(oklch(0.51 0.18 27),oklch(0.74 0.14 27));
--stage:oklch(0.13 0.003 80);--on-stage:oklch(0.95 0.004 90);
--h:168px;--edge-room:max(16px,env(safe-area-inset-left),env(safe-area-inset-right))}
@media(width>=640px){:root{--h:200px;--edge-room:24px}}
@media(width>=1200px){:root{--h:232px}}
@media(width>=1800px){:root{--h:300px}}
*{box-sizing:border-box}
html{background:var(--bg);color:var(--ink);-webkit-text-size-adjust:100%;text-size-adjust:100%;-webkit-tap-highlight-color:transparent}
body{margin:0;min-height:100svh;font:15px/1.6 system-ui,"PingFang SC","Noto Sans SC","Microsoft YaHei",sans-serif;font-variant-numeric:tabular-nums}
h1,h2,p,ul{margin:0;padding:0}
h1{font-size:18px;line-height:26px;font-weight:600;overflow-wrap:anywhere;text-wrap:balance}
h2{font-size:13px;line-height:20px;font-weight:600}
a{color:inherit}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.words{min-width:0;flex:1 1 16rem}
.note{color:var(--ink);overflow-wrap:anywhere;white-space:pre-line;max-width:72ch}
.facts{color:var(--muted);font-size:13px;line-height:20px}
.button{display:inline-flex;align-items:center;justify-content:center;min-height:44px;padding:0 20px;border:0;border-radius:6px;background:var(--accent);color:var(--on-accent);font:inherit;font-weight:600;text-decoration:none;white-space:nowrap;cursor:pointer}
.button:hover{background:var(--accent-hover)}
.bar{display:flex;flex-wrap:wrap;align-items:center;gap:12px 24px;padding:16px var(--edge-room)}
.set .bar{padding-top:max(20px,env(safe-area-inset-top))}
.rows{display:flex;flex-wrap:wrap;gap:4px;padding:0 4px max(4px,env(safe-area-inset-bottom));list-style:none}
@media(width>=640px){.rows{padding:0 24px 24px}}
.rows::after{content:"";flex:1e6 0 0;min-width:0}
.rows li{flex:var(--r) var(--r) calc(var(--r)*var(--h));max-width:100%;aspect-ratio:var(--r);min-width:0}
@media(width>=640px){.rows li{max-width:min(100%,calc(var(--r)*var(--h)*1.9))}}
@media(width>=640px){.some{--h:min(290px,46svh)}.few{--h:min(360px,46svh)}.few li{max-width:min(100%,calc(var(--r)*var(--h)*1.35))}.few::after{display:none}}
.rows a{display:block;height:100%}
.rows a:focus-visible{outline-offset:-4px;outline-color:var(--accent);outline-width:3px}
.rows img{display:block;width:100%;height:100%;object-fit:cover;border-radius:2px;background:var(--c,var(--sunk))}
.screen{display:grid;grid-template-rows:minmax(55svh,1fr) auto;min-height:100svh}
.screen main{container-type:size;display:grid;place-items:center}
.picture{display:block;width:min(100cqw,calc(var(--w)*1px),calc(100cqh*var(--r)));aspect-ratio:var(--r)}
.picture img{display:block;width:100%;height:100%;background:var(--c,var(--sunk))}
.turn{display:flex;flex-wrap:wrap;gap:4px 20px;font-size:13px}
.turn a{display:inline-flex;align-items:center;min-height:44px;text-underline-offset:4px}
@media(width>=640px){.screen main{margin:24px 24px 0}.screen:not(:has(.bar)) main{margin-bottom:24px}.picture img{border-radius:2px}}
.caption{padding:0 var(--edge-room) 32px;max-width:80ch;font-size:13px;line-height:20px}
.caption p{color:var(--muted);overflow-wrap:anywhere;white-space:pre-line}
.caption .facts{margin-top:8px}
.quiet{display:grid;place-content:center;justify-items:start;gap:8px;padding:24px;width:100%;max-width:26rem;margin:0 auto;min-height:90svh}
.quiet p{color:var(--muted)}
.quiet form{display:flex;flex-direction:column;gap:8px;width:100%;margin-top:12px}
.quiet label{font-size:13px;font-weight:600}
.quiet input{width:100%;min-height:44px;padding:0 12px;border:1px solid var(--edge);border-radius:6px;background:var(--surface);color:var(--ink);font:inherit;font-size:16px}
.quiet .wrong{color:var(--danger);font-size:13px}
.quiet .button{margin-top:4px}
#viewer{position:fixed;inset:0;width:100%;height:100%;max-width:none;max-height:none;margin:0;padding:0;border:0;overflow:hidden;background:var(--stage);color:var(--on-stage);color-scheme:dark;--focus:var(--accent)}
#viewer:focus{outline:none}
#viewer .stage{position:absolute;inset:0;display:flex;align-items:center;justify-content:center;overflow:hidden;touch-action:none;user-select:none;-webkit-user-select:none;cursor:zoom-in}
#viewer .stage[data-zoomed]{cursor:grab}
#viewer .sheet{position:relative;flex:none;background:center/100% 100%;will-change:transform}
#viewer .sheet img{position:absolute;inset:0;width:100%;height:100%;color:transparent}
#viewer .gliding{transition:transform 150ms cubic-bezier(.2,0,0,1)}
#viewer .top,#viewer .info{position:absolute;left:0;right:0}
#viewer .top{top:0;display:flex;align-items:center;gap:4px;padding:max(4px,env(safe-area-inset-top)) max(4px,env(safe-area-inset-right)) 4px max(16px,env(safe-area-inset-left));pointer-events:none}
#viewer .top output{flex:1;font-size:13px;text-shadow:0 0 6px var(--stage)}
#viewer .top>*{pointer-events:auto}
#viewer button,#viewer .save{display:inline-grid;place-items:center;width:44px;height:44px;border:0;border-radius:6px;background:oklch(0.13 0.003 80/.55);color:inherit;cursor:pointer}
#viewer button:hover,#viewer .save:hover{background:oklch(0.3 0.005 80/.8)}
#viewer button[disabled]{visibility:hidden}
#viewer svg{width:20px;height:20px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
#viewer .turner{position:absolute;top:calc(50% - 22px)}
#viewer .previous{left:8px}#viewer .next{right:8px}
@media(pointer:coarse){#viewer .turner{opacity:0}#viewer .turner:focus-visible{opacity:1}}
#viewer .info{bottom:0;max-height:45%;overflow:auto;padding:16px var(--edge-room) max(16px,env(safe-area-inset-bottom));background:oklch(0.13 0.003 80/.9);--muted:oklch(0.8 0.006 90)}
#viewer .info .caption{padding:0}
@media(prefers-reduced-motion:reduce){*{transition:none!important}}
@media print{#viewer,.actions{display:none}}
`
  .trim()
  .replaceAll('\n', '')

/** What the Content-Security-Policy allows it by. */
export const STYLE_HASH = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`
