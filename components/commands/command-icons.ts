import {
  ArrowRight,
  BookMarked,
  BookmarkPlus,
  Columns2,
  Command,
  Download,
  FileDown,
  FolderPlus,
  GitBranch,
  Heart,
  Keyboard,
  LayoutGrid,
  ListChecks,
  type LucideIcon,
  Network,
  PanelLeft,
  Pencil,
  Repeat2,
  Scaling,
  ScanSearch,
  Search,
  Share,
  Star,
  Tag,
  Trash2,
  Undo2,
} from 'lucide-react'
import type { CommandId } from './catalogue.ts'

const ICONS: Partial<Record<CommandId, LucideIcon>> = {
  shortcuts: Keyboard,
  search: Search,
  rail: PanelLeft,
  undo: Undo2,
  new: Pencil,
  prompts: BookMarked,
  selectAll: ListChecks,
  saveSearch: BookmarkPlus,
  'picture.board': FolderPlus,
  'picture.share': Share,
  'picture.favourite': Heart,
  'picture.tag': Tag,
  'picture.compare': Columns2,
  'picture.sheet': LayoutGrid,
  'picture.download': Download,
  'picture.downloadAs': FileDown,
  'picture.reuse': Repeat2,
  'picture.branch': GitBranch,
  'picture.resize': Scaling,
  'picture.lineage': Network,
  'picture.like': ScanSearch,
  'picture.trash': Trash2,
}

/** The sign of a command in the palette. */
export function commandIcon(id: CommandId): LucideIcon {
  if (id.startsWith('go.')) return ArrowRight
  if (id.startsWith('picture.rate')) return Star
  return ICONS[id] ?? Command
}
