"""Finding an item by what people call it: everyday words, pinyin, initials, English, codes, life events."""
