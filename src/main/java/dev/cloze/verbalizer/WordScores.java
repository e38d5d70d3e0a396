package dev.cloze.verbalizer;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.tensor.Arithmetic;
import dev.cloze.tensor.Indexing;
import dev.cloze.tensor.Shapes;
import dev.cloze.tensor.Tensor;
import java.util.Arrays;

/** From the scores of tokens to the scores of the P words of all labels. */
final class WordScores {
  private final MultiTokenHandler handler;
  private final int[] ids;
  private final long[] places;
  private final float[] present;
  private final float[] counts;
  private final int words;
  private final int longest;

  WordScores(ImmutableList<LabelWordTokens.Entry> entries, MultiTokenHandler handler) {
    this.handler = handler;
    words = entries.size();
    longest =
        handler == MultiTokenHandler.FIRST
            ? 1
            : entries.stream().mapToInt(entry -> entry.ids().length()).max().orElseThrow();
    int[] tokens = new int[words * longest];
    present = new float[words * longest];
    counts = new float[words];
    for (int word = 0; word < words; word++) {
      ImmutableIntArray own = entries.get(word).ids();
      counts[word] = own.length();
      for (int i = 0; i < longest; i++) {
        // a short word repeats its first token: its maximum stays what it is, its mean skips it
        boolean isOwn = i < own.length();
        tokens[word * longest + i] = own.get(isOwn ? i : 0);
        present[word * longest + i] = isOwn ? 1 : 0;
      }
    }
    ids = Arrays.stream(tokens).distinct().sorted().toArray();
    places = Arrays.stream(tokens).mapToLong(id -> Arrays.binarySearch(ids, id)).toArray();
  }

  /** The distinct ids whose scores are needed, in ascending order: W of them. */
  int[] ids() {
    return ids.clone();
  }

  /** From the scores [B,W] of {@link #ids()} to those of the words, [B,P]. */
  Tensor of(Tensor logits) {
    Tensor tokens = Indexing.select(logits, 1, Tensor.of(places, places.length)); // [B,P·T]
    if (handler == MultiTokenHandler.FIRST) {
      return tokens;
    }
    Tensor byWord = Shapes.reshape(tokens, -1, words, longest); // [B,P,T]
    if (handler == MultiTokenHandler.MAX) {
      return Arithmetic.max(byWord, -1);
    }
    Tensor sums =
        Arithmetic.sum(Arithmetic.multiply(byWord, Tensor.of(present, words, longest)), -1);
    return Arithmetic.divide(sums, Tensor.of(counts, words));
  }
}
