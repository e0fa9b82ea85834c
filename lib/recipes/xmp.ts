import 'server-only'
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import { type Recipe, recipe as recipeSchema } from './schema.ts'

/** Our namespace in XMP: a name, not a page. */
const NAMESPACE = 'urn:bunch:recipe:1'
const PROPERTY = 'recipe'

/** What the IPTC calls a picture that a trained model made, and one that a plain program drew. */
const DIGITAL_SOURCE = {
  model: 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia',
  program: 'http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia',
} as const

/** A JPEG's segment holds no more; libvips leaves a longer one out without a word at 60,000 bytes. */
const MAX_WRITTEN_BYTES = 59_000
/** XMP that is larger than this is not ours. Bytes. */
const MAX_READ_BYTES = 512 * 1024
/** A recipe's JSON, unpacked. Bytes. */
const MAX_JSON_BYTES = 512 * 1024
/** Characters of the prompt that other programs get to show. */
const DESCRIPTION_CHARS = 500

/** The XMP that a file carries a recipe in. What the model was sent is left out where there is no room for it. */
export function writeXmp(recipe: Recipe, drawnBy: keyof typeof DIGITAL_SOURCE): string {
  const whole = packet(recipe, drawnBy)
  if (Buffer.byteLength(whole) <= MAX_WRITTEN_BYTES) return whole
  const shorter = packet({ ...recipe, sentPrompt: null }, drawnBy)
  if (Buffer.byteLength(shorter) <= MAX_WRITTEN_BYTES) return shorter
  throw new Error('a recipe does not fit into a picture')
}

function packet(recipe: Recipe, drawnBy: keyof typeof DIGITAL_SOURCE): string {
  // Packed, since the prompt and what was sent repeat each other; in Base64, which no rewriting of XML can touch.
  const packed = brotliCompressSync(JSON.stringify(recipe)).toString('base64')
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
 xmlns:bunch="${NAMESPACE}"
 xmp:CreatorTool="${xmlText(recipe.software)}"
 Iptc4xmpExt:DigitalSourceType="${DIGITAL_SOURCE[drawnBy]}"
 bunch:${PROPERTY}="${packed}">
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">${xmlText(description(recipe.prompt))}</rdf:li></rdf:Alt></dc:description>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>`
}

const description = (prompt: string) => [...prompt].slice(0, DESCRIPTION_CHARS).join('')

/** Text as XML 1.0 can hold it: what it cannot (controls, lone surrogates) is replaced, since this is for reading only. */
function xmlText(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML allows no others
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
      .replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`)
  )
}

/**
 * The recipe in a file's XMP, or `null` where there is none of ours that makes sense. The XML is searched, not parsed: our
 * value is Base64, so no entity has to be unfolded and none is, whatever the file declares. A program that wrote the file
 * anew may have named the namespace differently, or made an element of the attribute.
 */
export function readXmp(xmp: Uint8Array): Recipe | null {
  if (xmp.byteLength > MAX_READ_BYTES) return null
  const text = Buffer.from(xmp.buffer, xmp.byteOffset, xmp.byteLength).toString('utf8')
  const packed = prefixes(text)
    .map((prefix) => propertyOf(text, `${prefix}:${PROPERTY}`))
    .find((value) => value !== null)
  if (!packed) return null
  const parsed = recipeSchema.safeParse(unpacked(packed))
  return parsed.success ? parsed.data : null
}

/** The prefixes that a document gives our namespace; more than a few are nobody's honest file. */
function prefixes(text: string): string[] {
  const found = text.matchAll(/xmlns:([A-Za-z_][\w.-]{0,30})\s{0,10}=\s{0,10}["']([^"']{0,60})["']/g)
  const ours = found.filter(([, , uri]) => uri === NAMESPACE).map(([, prefix = '']) => prefix)
  return [...new Set(ours.take(8))]
}

/** The value of a property, written as an attribute or as an element; Base64, in which some programs break lines. */
function propertyOf(text: string, name: string): string | null {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + name.length)) {
    const value = /^\s{0,10}=\s{0,10}["']([A-Za-z0-9+/=\s]+)["']|^>([A-Za-z0-9+/=\s]+)</.exec(
      text.slice(at + name.length),
    )
    const found = value?.[1] ?? value?.[2]
    if (found) return found
  }
  return null
}

/** The JSON value of a packed text; `null` where it is none, or unfolds to more than a recipe can be. */
function unpacked(base64: string): unknown {
  try {
    const json = brotliDecompressSync(Buffer.from(base64, 'base64'), { maxOutputLength: MAX_JSON_BYTES })
    return JSON.parse(json.toString('utf8'))
  } catch (error) {
    // Not packed by us, a bomb, or no JSON: a stranger's bytes, which say nothing of a fault of ours.
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error)) return null
    throw error
  }
}
