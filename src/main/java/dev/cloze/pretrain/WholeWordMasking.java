package dev.cloze.pretrain;

import dev.cloze.base.ClozeException;
import dev.cloze.plm.ModelShape;
import dev.cloze.template.SpecialToken;
import dev.cloze.tokenize.MaskingOptions;
import dev.cloze.tokenize.ModelKind;
import dev.cloze.tokenize.PretrainedTokenizer;
import dev.cloze.tokenize.TokenMasking;
import java.util.random.RandomGenerator;

/**
 * Masked language modelling (Devlin et al. 2019, section 3.1) with whole words: the pieces of a
 * word, one without {@code ##} and those with it behind, are asked for together or not at all. Each
 * row has the same number of questions.
 */
public final class WholeWordMasking implements Objective {
  private final MaskingOptions options;
  private final TokenMasking masking;

  /**
   * Masking with the words of a tokenizer.
   *
   * @throws ClozeException {@link PretrainError#NO_SPECIAL_TOKEN} where it has no mask token
   */
  public WholeWordMasking(PretrainedTokenizer tokenizer, MaskingOptions options) {
    this.options = options;
    this.masking =
        new TokenMasking(
            tokenizer, required(tokenizer, SpecialToken.MASK), options, TokenMasking.Unit.WORD);
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
    MaskedRows masked = new MaskedRows(rows, options.asked(rows[0].length));
    for (int row = 0; row < rows.length; row++) {
      int place = masked.asked();
      for (TokenMasking.Asked token :
          masking.draw(rows[row], position -> true, masked.asked(), random)) {
        place--;
        masked.ask(row, place, token.position(), token.shown());
      }
    }
    return masked;
  }
}
