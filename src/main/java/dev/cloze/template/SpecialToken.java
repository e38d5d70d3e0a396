package dev.cloze.template;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.Optional;

/** A token that each tokenizer spells in its own way; templates use these names for all. */
public enum SpecialToken {
  /** The gap that a masked language model fills. */
  MASK("<mask>"),
  /** The end of a sequence. */
  EOS("<eos>"),
  /** The beginning of a sequence. */
  BOS("<bos>"),
  /** What separates two texts. */
  SEP("<sep>"),
  /** What stands for the whole text. */
  CLS("<cls>"),
  /** What fills a row up. */
  PAD("<pad>");

  private final String symbol;

  SpecialToken(String symbol) {
    this.symbol = symbol;
  }

  /** The token as templates write it, for example {@code <mask>}. */
  public String symbol() {
    return symbol;
  }

  static Optional<SpecialToken> of(String symbol) {
    return Arrays.stream(values()).filter(token -> token.symbol.equals(symbol)).findFirst();
  }

  static ImmutableList<String> symbols() {
    return Arrays.stream(values())
        .map(SpecialToken::symbol)
        .collect(ImmutableList.toImmutableList());
  }
}
