import { describe, expect, it } from 'vitest'
import type { LineageDto } from '#lib/lineage/schema.ts'
import { GRAPH, layoutOf, neighbour } from './layout.ts'

const node = (id: string, level: number): LineageDto['nodes'][number] => ({
  item: {
    id,
    generationId: id,
    person: { id: 'p', name: 'Mei', avatar: null },
    private: false,
    width: 10,
    height: 10,
    thumbHash: null,
    madeAt: '',
    prompt: id,
    mismatch: false,
    status: 'succeeded',
    rating: null,
    favourite: false,
  },
  level,
})
const edge = (from: string, to: string) => ({ from, to, reference: true, derivation: null })

// Two parents; four children, of which the first and the last are the grandchildren's.
const GRAPH_OF = {
  nodes: [
    node('root', 0),
    node('p1', -1),
    node('p2', -1),
    node('c1', 1),
    node('c2', 1),
    node('c3', 1),
    node('g3', 2),
    node('g1', 2),
  ],
  edges: [
    edge('p1', 'root'),
    edge('p2', 'root'),
    edge('root', 'c1'),
    edge('root', 'c2'),
    edge('root', 'c3'),
    edge('c3', 'g3'),
    edge('c1', 'g1'),
  ],
}

describe('the layout of a lineage', () => {
  const layout = layoutOf(GRAPH_OF)
  const at = (id: string) => layout.places.get(id) ?? { x: Number.NaN, y: Number.NaN }

  it('has a column for each step, none upon another, all inside', () => {
    expect(at('p1').x).toBeLessThan(at('root').x)
    expect(at('root').x).toBeLessThan(at('c1').x)
    expect(layout.width).toBe(2 * GRAPH.margin + GRAPH.node + 3 * GRAPH.step)
    const places = [...layout.places.values()]
    for (const { x, y } of places) {
      expect(x).toBeGreaterThanOrEqual(GRAPH.node / 2)
      expect(y).toBeLessThanOrEqual(layout.height - GRAPH.node / 2)
      expect(places.filter((other) => other.x === x && Math.abs(other.y - y) < GRAPH.node)).toHaveLength(1)
    }
  })

  it('puts children beside their parents', () => {
    expect(at('g1').y).toBeLessThan(at('g3').y)
  })

  it('is walked along its lines', () => {
    const go = (id: string, key: string) => neighbour(layout, GRAPH_OF.edges, id, key)
    expect(go('root', 'ArrowRight')).toBe('c2')
    expect(go('c2', 'ArrowUp')).toBe('c1')
    expect(go('c1', 'ArrowUp')).toBeNull()
    expect(go('c1', 'ArrowRight')).toBe('g1')
    expect(go('g1', 'ArrowLeft')).toBe('c1')
    expect(go('g1', 'ArrowRight')).toBeNull()
    expect(['p1', 'p2']).toContain(go('root', 'ArrowLeft'))
  })

  it('is a picture alone where there is no other', () => {
    const alone = layoutOf({ nodes: [node('root', 0)], edges: [] })
    expect(alone.places.size).toBe(1)
    expect(alone.width).toBe(2 * GRAPH.margin + GRAPH.node)
  })
})
