package dev.cloze.tokenize;

import com.google.common.collect.ImmutableList;
import dev.cloze.template.SpecialToken;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Draws the tokens that a masked model is asked for, and what it is shown in their place (Devlin et
 * al. 2019, section 3.1). Special tokens, and the one for the unknown, are never asked for.
 */
public final class TokenMasking {
  private final MaskingOptions options;
  private final int mask;
  private final BitSet continues = new BitSet();
  private final BitSet special = new BitSet();
  private final int[] ordinary;

  /** What is hidden together or not at all. */
  public enum Unit {
    /** The pieces of a word: one without {@code ##} and those with it behind. */
    WORD,
    /** A token by itself. */
    TOKEN
  }

  /**
   * A token that is asked for.
   *
   * @param position where it stands in its row
   * @param shown the token that stands there instead: the mask, a random one, or itself
   */
  public record Asked(int position, int shown) {}

  /**
   * Masking with the words of a tokenizer.
   *
   * @param mask the id of its mask token
   */
  public TokenMasking(PretrainedTokenizer tokenizer, int mask, MaskingOptions options, Unit unit) {
    this.options = options;
    this.mask = mask;
    for (SpecialToken token : SpecialToken.values()) {
      tokenizer.special(token).ifPresent(special::set);
    }
    tokenizer.unknown().ifPresent(special::set);
    int[] kept = new int[tokenizer.size()];
    int count = 0;
    for (int id = 0; id < kept.length; id++) {
      continues.set(id, unit == Unit.WORD && tokenizer.token(id).startsWith("##"));
      if (!special.get(id)) {
        kept[count++] = id;
      }
    }
    this.ordinary = Arrays.copyOf(kept, count);
  }

  /** Whether a token may be asked for. */
  public boolean isOrdinary(int token) {
    return !special.get(token);
  }

  /**
   * Draws tokens of a row until there are {@code count}; a word that is too long for the rest is
   * left.
   *
   * @param allowed which positions may be asked for
   */
  public ImmutableList<Asked> draw(
      int[] tokens, IntPredicate allowed, int count, RandomGenerator random) {
    int[] starts =
        IntStream.range(0, tokens.length)
            .filter(i -> allowed.test(i) && beginsWord(tokens, i))
            .toArray();
    ImmutableList.Builder<Asked> asked = ImmutableList.builder();
    int left = count;
    for (int remaining = starts.length; remaining > 0 && left > 0; remaining--) {
      int drawn = random.nextInt(remaining);
      int start = starts[drawn];
      starts[drawn] = starts[remaining - 1];
      int end = start + 1;
      while (end < tokens.length && continues.get(tokens[end]) && allowed.test(end)) {
        end++;
      }
      if (end - start <= left) {
        left -= end - start;
        for (int i = start; i < end; i++) {
          asked.add(new Asked(i, shown(tokens[i], random)));
        }
      }
    }
    return asked.build();
  }

  /** A row may begin within a word, of which the rest then counts as one. */
  private boolean beginsWord(int[] tokens, int at) {
    return !special.get(tokens[at])
        && (!continues.get(tokens[at]) || at == 0 || special.get(tokens[at - 1]));
  }

  private int shown(int token, RandomGenerator random) {
    double chance = random.nextDouble();
    if (chance < options.masked()) {
      return mask;
    }
    return chance < options.masked() + options.random()
        ? ordinary[random.nextInt(ordinary.length)]
        : token;
  }
}
