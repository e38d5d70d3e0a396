package dev.cloze.pretrain;

import dev.cloze.base.ClozeException;
import dev.cloze.plm.ModelShape;
import dev.cloze.template.SpecialToken;
import dev.cloze.tokenize.ModelKind;
import dev.cloze.tokenize.PretrainedTokenizer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Masked language modelling (Devlin et al. 2019, section 3.1) with whole words: the pieces of a
 * word, one without {@code ##} and those with it behind, are asked for together or not at all. Each
 * row has the same number of questions.
 */
public final class WholeWordMasking implements Objective {
  private final MaskingOptions options;
  private final int mask;
  private final BitSet continues = new BitSet();
  private final int[] ordinary;
  private final BitSet special = new BitSet();

  /**
   * Masking with the words of a tokenizer.
   *
   * @throws ClozeException {@link PretrainError#NO_SPECIAL_TOKEN} where it has no mask token
   */
  public WholeWordMasking(PretrainedTokenizer tokenizer, MaskingOptions options) {
    this.options = options;
    this.mask = required(tokenizer, SpecialToken.MASK);
    for (SpecialToken token : SpecialToken.values()) {
      tokenizer.special(token).ifPresent(special::set);
    }
    tokenizer.unknown().ifPresent(special::set);
    int[] kept = new int[tokenizer.size()];
    int count = 0;
    for (int id = 0; id < kept.length; id++) {
      continues.set(id, tokenizer.token(id).startsWith("##"));
      if (!special.get(id)) {
        kept[count++] = id;
      }
    }
    this.ordinary = Arrays.copyOf(kept, count);
  }

  /** Whether a model is masked, and has a place for each token and for rows of a length. */
  static boolean fits(ModelShape shape, PretrainedTokenizer tokenizer, int length) {
    return shape.kind() == ModelKind.MASKED
        && shape.vocabulary() >= tokenizer.size()
        && shape.positions() >= length;
  }

  /** The id of a special token that pretraining cannot do without. */
  static int required(PretrainedTokenizer tokenizer, SpecialToken token) {
    return tokenizer
        .special(token)
        .orElseThrow(
            () ->
                new ClozeException(
                    PretrainError.NO_SPECIAL_TOKEN,
                    "the tokenizer has no %s token; masked pretraining needs one that is named in"
                        + " special_tokens_map.json or tokenizer_config.json",
                    token));
  }

  @Override
  public Question ask(int[][] rows, RandomGenerator random) {
    int asked = Math.max(1, (int) Math.round(options.share() * rows[0].length));
    MaskedRows masked = new MaskedRows(rows, asked);
    for (int row = 0; row < rows.length; row++) {
      hide(rows[row], row, masked, random);
    }
    return masked;
  }

  /** Draws words until the row has its questions; one that is too long for the rest is left. */
  private void hide(int[] tokens, int row, MaskedRows masked, RandomGenerator random) {
    int[] starts = IntStream.range(0, tokens.length).filter(i -> beginsWord(tokens, i)).toArray();
    int left = masked.asked();
    for (int remaining = starts.length; remaining > 0 && left > 0; remaining--) {
      int drawn = random.nextInt(remaining);
      int start = starts[drawn];
      starts[drawn] = starts[remaining - 1];
      int end = start + 1;
      while (end < tokens.length && continues.get(tokens[end])) {
        end++;
      }
      if (end - start <= left) {
        for (int i = start; i < end; i++) {
          left--;
          masked.ask(row, left, i, shown(tokens[i], random));
        }
      }
    }
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
