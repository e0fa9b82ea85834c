/** How long a file's address must live for the browser to have taken it. */
const KEPT_MS = 60_000

/** Gives the person a file that the page made. */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS)
}
