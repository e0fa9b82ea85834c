import { AreaLink } from '#components/shell/area-link.tsx'
import { boardPath, useBoardsOfImage } from '#lib/boards/client.ts'

/** The boards that a picture is on, as links; nothing where it is on none. */
export function BoardsOfImage({ imageId, title }: { imageId: string; title: string }) {
  const boards = useBoardsOfImage(imageId)
  if (!boards.data?.length) return null
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-faint text-xs">{title}</h2>
      <ul className="flex flex-wrap gap-1">
        {boards.data.map((board) => (
          <li key={board.id} className="max-w-full">
            <AreaLink
              href={boardPath(board.id)}
              dir="auto"
              className="block max-w-full truncate rounded bg-sunk px-2 py-1 hover:bg-hover"
            >
              {board.name}
            </AreaLink>
          </li>
        ))}
      </ul>
    </section>
  )
}
