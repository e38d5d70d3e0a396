package dev.cloze.tokenize;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Learns a lower-case WordPiece vocabulary from texts: words as BERT's uncased models split them,
 * then the pair that is found most often becomes one piece, again and again, until the vocabulary
 * has its size (Sennrich et al. 2016, section 3.2, with {@code ##} before what continues a word, as
 * the tokenizers library trains WordPiece).
 *
 * <p>Pairs of equal count merge in the order of their pieces' numbers, so that the same texts give
 * the same vocabulary.
 */
public final class WordPieceTrainer {
  /** The tokens that stand first, and their numbers. */
  static final ImmutableList<String> SPECIAL =
      ImmutableList.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");

  private static final int LEAST_COUNT = 2;

  /** With more different words than this the rarest are forgotten, as word2vec does. */
  private static final int MOST_WORDS = 4_000_000;

  private final int alphabet;
  private long rare;
  private final Map<String, long[]> counts = new HashMap<>();

  /**
   * A trainer.
   *
   * @param alphabet how many different characters have pieces, those that are found most often;
   *     words with others become unknown. The tokenizers library takes 1000
   */
  public WordPieceTrainer(int alphabet) {
    checkArgument(alphabet > 0, "an alphabet of %s characters", alphabet);
    this.alphabet = alphabet;
  }

  /** Counts the words of a text. */
  public void add(String text) {
    BasicWords.split(text, word -> counts.computeIfAbsent(word, w -> new long[1])[0]++);
    while (counts.size() > MOST_WORDS) {
      rare++;
      counts.values().removeIf(count -> count[0] <= rare);
    }
  }

  /**
   * Learns the vocabulary.
   *
   * @param size the number of tokens, the five special ones counted
   * @return the tokens by number
   * @throws ClozeException {@link TokenizeError#VOCABULARY_SIZE} where the texts give fewer, or
   *     their characters alone are more
   */
  public ImmutableList<String> train(int size) {
    checkArgument(
        size > SPECIAL.size(), "a vocabulary of %s leaves no room beside special tokens", size);
    TreeMap<String, long[]> sorted = new TreeMap<>(counts);
    PieceMerges merges = new PieceMerges(SPECIAL, alphabet(sorted));
    sorted.forEach((word, count) -> merges.add(word, count[0]));
    int least = merges.size();
    merges.merge(size, LEAST_COUNT);
    if (merges.size() != size) {
      throw new ClozeException(
          TokenizeError.VOCABULARY_SIZE,
          "a vocabulary of %d tokens was asked for, and these texts give %d to %d; ask for a size"
              + " between the two, or give %s text",
          size,
          least,
          merges.size(),
          merges.size() < size ? "more" : "other");
    }
    return merges.pieces();
  }

  /** The characters that are found most often, by code point. */
  private ImmutableList<Integer> alphabet(Map<String, long[]> words) {
    Map<Integer, Long> found = new TreeMap<>();
    words.forEach(
        (word, count) -> word.codePoints().forEach(c -> found.merge(c, count[0], Long::sum)));
    List<Integer> characters = new ArrayList<>(found.keySet());
    characters.sort(Comparator.comparing(found::get, Comparator.reverseOrder()));
    List<Integer> kept =
        new ArrayList<>(characters.subList(0, Math.min(alphabet, characters.size())));
    Collections.sort(kept);
    return ImmutableList.copyOf(kept);
  }
}
