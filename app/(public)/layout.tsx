import '../globals.css'
import type { ReactNode } from 'react'
import { Document, documentMetadata, documentViewport } from '#components/shell/document.tsx'

export const generateMetadata = documentMetadata
export const viewport = documentViewport

/** Pages for people without a session: no frame, no query cache, and only the scripts that a page itself brings. */
export default function PublicLayout({ children }: { children: ReactNode }) {
  return <Document>{children}</Document>
}
