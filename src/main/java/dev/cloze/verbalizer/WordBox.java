package dev.cloze.verbalizer;

import com.google.common.collect.ImmutableList;
import dev.cloze.tensor.Indexing;
import dev.cloze.tensor.Losses;
import dev.cloze.tensor.Shapes;
import dev.cloze.tensor.Tensor;
import java.util.Arrays;

/**
 * The P words of L labels side by side in a box of L × W cells, where W is the most words that a
 * label has: labels with unlike numbers of words are then one tensor, without a P × L product.
 */
final class WordBox {
  private static final float NEVER = -1e30f;

  private final int labels;
  private final int width;
  private final float[] start;
  private final long[] words;
  private final long[] anyWords;

  /** The words in their order: {@code words} has the place of each cell's, P in empty cells. */
  private WordBox(int labels, int width, float[] start, long[] words) {
    this.labels = labels;
    this.width = width;
    this.start = start;
    this.words = words;
    anyWords = Arrays.stream(words).map(word -> word % start.length).toArray();
  }

  static WordBox of(LabelWordTokens tokens) {
    int labels = tokens.words().entries().size();
    int width =
        tokens.words().entries().stream().mapToInt(l -> l.words().size()).max().orElseThrow();
    int count = tokens.entries().size();
    float[] start = new float[count];
    long[] words = new long[labels * width];
    Arrays.fill(words, count);
    int[] filled = new int[labels];
    for (int word = 0; word < count; word++) {
      LabelWordTokens.Entry entry = tokens.entries().get(word);
      start[word] = (float) Math.log(entry.word().weight());
      words[entry.label() * width + filled[entry.label()]++] = word;
    }
    return new WordBox(labels, width, start, words);
  }

  /** The logarithms of the words' weights, [P]. */
  Tensor start() {
    return Tensor.of(start, start.length);
  }

  /** From [P] to the softmax over each label's own words, [L,W]; 0 in empty cells. */
  Tensor shares(Tensor weights) {
    Tensor padded = Shapes.join(ImmutableList.of(weights, Tensor.of(new float[] {NEVER}, 1)), 0);
    Tensor cells = Indexing.select(padded, 0, Tensor.of(words, words.length)); // [L·W]
    return Losses.softmax(Shapes.reshape(cells, labels, width));
  }

  /** The words' scores in their cells, [B,P] to [B,L,W]; empty cells hold any word's. */
  Tensor cells(Tensor scores) {
    Tensor cells = Indexing.select(scores, 1, Tensor.of(anyWords, anyWords.length)); // [B,L·W]
    return Shapes.reshape(cells, -1, labels, width);
  }
}
