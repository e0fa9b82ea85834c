import { LinkGone } from '#components/join/link-gone.tsx'

/** For a link that leads nowhere, or no longer. */
export default function NotFound() {
  return <LinkGone />
}
