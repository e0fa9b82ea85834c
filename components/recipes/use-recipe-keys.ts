import { useCommandKeys } from '#components/commands/use-command.ts'

/** The keys of what can be done with a picture's recipe, as they are printed beside it. */
export function useRecipeKeys() {
  return {
    downloadAs: useCommandKeys('picture.downloadAs'),
    reuse: useCommandKeys('picture.reuse'),
    branch: useCommandKeys('picture.branch'),
    resize: useCommandKeys('picture.resize'),
    lineage: useCommandKeys('picture.lineage'),
  }
}
