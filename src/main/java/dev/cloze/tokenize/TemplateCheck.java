package dev.cloze.tokenize;

import dev.cloze.base.ClozeException;
import dev.cloze.template.Piece;
import dev.cloze.template.SpecialToken;
import dev.cloze.template.Template;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Refuses a template that a tokenizer or a kind of model cannot serve. */
final class TemplateCheck {
  private TemplateCheck() {}

  /**
   * Checks a template.
   *
   * @throws ClozeException {@link TokenizeError#NO_SPECIAL_TOKEN}, {@link
   *     TokenizeError#CAUSAL_MASKS}, {@link TokenizeError#CAUSAL_AFTER_MASK}
   */
  static void check(Template template, PretrainedTokenizer tokenizer, ModelKind kind) {
    if (kind == ModelKind.CAUSAL) {
      checkCausal(template);
    }
    boolean shown = template.pieces().stream().anyMatch(Piece.Demonstrations.class::isInstance);
    for (Piece piece : template.pieces()) {
      if (piece instanceof Piece.Mask && kind == ModelKind.CAUSAL) {
        if (shown) {
          continue; // only the example to be answered ends here
        }
        break; // what stands behind is left out
      } else if (piece instanceof Piece.Special special) {
        require(template, tokenizer, special.token());
      } else if (piece instanceof Piece.Mask) {
        require(template, tokenizer, SpecialToken.MASK);
      } else if (piece instanceof Piece.Demonstrations demonstrations) {
        demonstrations.separator().ifPresent(separator -> require(template, tokenizer, separator));
      }
    }
  }

  private static void checkCausal(Template template) {
    if (template.masks() > 1) {
      throw new ClozeException(
          TokenizeError.CAUSAL_MASKS,
          "template '%s': found %d masks; a causal model answers once, at the end: keep one mask",
          template.text(),
          template.masks());
    }
    boolean behind = false;
    for (Piece piece : template.pieces()) {
      String found = piece.getClass().getSimpleName();
      boolean reads =
          piece instanceof Piece.Soft
              || piece instanceof Piece.Value
              || piece instanceof Piece.Demonstrations
              || piece.frame().key().isPresent();
      if (behind && reads) {
        throw new ClozeException(
            TokenizeError.CAUSAL_AFTER_MASK,
            "template '%s': found a %s item behind the mask, which a causal model never sees; put"
                + " it before the mask",
            template.text(),
            found.toLowerCase(Locale.ROOT));
      }
      behind |= piece instanceof Piece.Mask;
    }
  }

  private static void require(
      Template template, PretrainedTokenizer tokenizer, SpecialToken token) {
    if (tokenizer.special(token).isEmpty()) {
      String has =
          Arrays.stream(SpecialToken.values())
              .filter(other -> tokenizer.special(other).isPresent())
              .map(
                  other ->
                      other.symbol()
                          + " ("
                          + tokenizer.token(tokenizer.special(other).getAsInt())
                          + ")")
              .collect(Collectors.joining(", "));
      throw new ClozeException(
          TokenizeError.NO_SPECIAL_TOKEN,
          "template '%s': the tokenizer has no %s token; it has %s",
          template.text(),
          token.symbol(),
          has.isEmpty() ? "no special tokens" : has);
    }
  }
}
