/** What the pictures of a seeded studio show. */

import type { Words } from './words.ts'

export interface Theme {
  /** Things that a picture shows, in English and in Chinese. */
  en: Words
  zh: Words
  /** What somebody would tag such pictures with. */
  tags: Words
}

export const THEMES: readonly [Theme, ...Theme[]] = [
  {
    en: ['a mountain lake', 'a ridge of snow-covered peaks', 'a valley with a river', 'rolling green hills'],
    zh: ['高山湖泊', '雪山山脊', '云雾缭绕的山谷', '连绵的青山'],
    tags: ['landscape', 'mountains', '风景'],
  },
  {
    en: ['a bowl of pears', 'a still life with lemons', 'oranges on a ceramic plate', 'figs in a glass vase'],
    zh: ['一碗梨', '柠檬静物', '陶瓷盘里的橙子', '玻璃花瓶旁的苹果'],
    tags: ['still life', 'fruit', '静物'],
  },
  {
    en: [
      'a bunch of bananas',
      'a banana on a pedestal',
      'three ripe bananas',
      'a banana smoothie, packaging shot',
    ],
    zh: ['一串香蕉', '展台上的香蕉', '三根熟透的香蕉', '香蕉奶昔包装'],
    tags: ['banana', 'product', '产品'],
  },
  {
    en: [
      'a night market',
      'paper lanterns over a lane',
      'a lantern festival',
      'a street food stall at night',
    ],
    zh: ['夜市', '巷子里的灯笼', '元宵灯会', '夜市小吃摊'],
    tags: ['festival', 'lantern', '灯笼'],
  },
  {
    en: ['a city skyline', 'neon streets after rain', 'a downtown crossing', 'rooftops of a port city'],
    zh: ['城市天际线', '雨后的霓虹街道', '市中心的十字路口', '港口城市的屋顶'],
    tags: ['city', 'night', '城市'],
  },
  {
    en: ['a planet with rings', 'a spiral galaxy', 'a space station in orbit', 'the moons of Saturn'],
    zh: ['带光环的行星', '旋涡星系', '轨道上的空间站', '土星的卫星'],
    tags: ['space', 'cover', '太空'],
  },
  {
    en: ['a courtyard with arches', 'a spiral staircase', 'a colonnade', 'a concrete villa'],
    zh: ['带拱门的庭院', '旋转楼梯', '古老的拱廊', '清水混凝土建筑'],
    tags: ['architecture', 'interior', '建筑'],
  },
  {
    en: ['waves on a rocky coast', 'a quiet beach', 'an island at low tide', 'a lighthouse above the sea'],
    zh: ['礁石海岸的浪花', '安静的海滩', '退潮后的小岛', '海边的灯塔'],
    tags: ['sea', 'travel', '海'],
  },
  {
    en: ['a bouquet of peonies', 'cherry blossom branches', 'a field of wildflowers', 'a single white bloom'],
    zh: ['一束牡丹花', '樱花枝', '野花田', '一朵白色的花'],
    tags: ['flowers', 'spring', '花'],
  },
  {
    en: [
      'tropical leaves',
      'a fern in a garden',
      'a botanical study of leaves',
      'jungle plants behind glass',
    ],
    zh: ['热带植物的叶子', '花园里的蕨类植物', '植物叶片习作', '玻璃温室里的丛林'],
    tags: ['botanical', 'pattern', '植物'],
  },
  {
    en: ['a pine forest', 'tall trees in mist', 'a path through woodland', 'a forest clearing'],
    zh: ['松林', '雾中的森林', '林间小路', '森林里的空地'],
    tags: ['forest', 'landscape', '森林'],
  },
  {
    en: ['sand dunes', 'a caravan in the desert', 'a salt flat in the desert', 'wind on a dune'],
    zh: ['沙丘', '沙漠中的驼队', '沙漠盐湖', '风吹过的沙漠'],
    tags: ['desert', 'travel', '沙漠'],
  },
  {
    en: ['flowing silk', 'a ribbon of liquid colour', 'folded fabric', 'smoke in slow motion'],
    zh: ['流动的丝绸', '缎带般的液体色彩', '折叠的绸缎', '慢动作的烟'],
    tags: ['abstract', 'background', '抽象'],
  },
  {
    en: ['a geometric poster', 'a Bauhaus poster', 'a brand pattern', 'a key visual for a design week'],
    zh: ['几何海报', '包豪斯风格海报', '品牌图案', '设计周主视觉'],
    tags: ['poster', 'key visual', '海报'],
  },
  {
    en: ['a calm gradient', 'fog over water', 'an aurora', 'a glow behind frosted glass'],
    zh: ['宁静的渐变', '水面上的雾', '极光', '磨砂玻璃后的梦境'],
    tags: ['gradient', 'background', '渐变'],
  },
  {
    en: ['a product on a podium', 'a reading room', 'a kitchen interior', 'a perfume bottle, product shot'],
    zh: ['展台上的产品', '阅读室内景', '厨房室内设计', '香水产品图'],
    tags: ['product', 'interior', '产品'],
  },
  {
    en: ['rice terraces', 'tea fields after rain', 'terraced fields', 'a kite above the fields'],
    zh: ['梯田', '雨后的茶园梯田', '层层田野', '田野上的风筝'],
    tags: ['landscape', 'tea', '梯田'],
  },
  {
    en: [
      'a watchmaker at work',
      'a portrait of a potter',
      'two friends laughing',
      'a barista behind the counter',
    ],
    zh: ['工作中的制表师', '陶艺师肖像', '两个大笑的朋友', '吧台后的咖啡师'],
    tags: ['portrait', 'people', '人物'],
  },
  {
    en: ['a cat on a windowsill', 'a red fox', 'a dog in a raincoat', 'a crane taking off'],
    zh: ['窗台上的猫', '一只红狐', '穿雨衣的小狗', '起飞的鹤'],
    tags: ['animal', 'cat', '猫'],
  },
  {
    en: ['a cup of coffee', 'dumplings in a bamboo steamer', 'a tasting menu', 'iced tea with mint'],
    zh: ['一杯咖啡', '蒸笼里的小笼包', '节气菜单', '薄荷冰茶'],
    tags: ['food', 'menu', '美食'],
  },
]
