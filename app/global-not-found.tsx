import './globals.css'
import { Document, documentMetadata } from '#components/shell/document.tsx'
import { NothingHere } from '#components/shell/nothing-here.tsx'

export const generateMetadata = documentMetadata

/** What stands at an address that no route answers. */
export default function GlobalNotFound() {
  return (
    <Document>
      <main>
        <NothingHere />
      </main>
    </Document>
  )
}
