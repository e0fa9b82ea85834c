/** With this header the answer to an upload says that the picture carries a recipe, or is one of ours. */
export const RECIPE_HEADER = 'x-recipe'
