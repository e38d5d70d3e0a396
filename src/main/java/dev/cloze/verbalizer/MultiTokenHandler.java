package dev.cloze.verbalizer;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Nearest;
import java.util.Arrays;
import java.util.Locale;

/** How a word that the tokenizer splits is scored from the scores of its tokens. */
public enum MultiTokenHandler {
  /** The first token's score alone; the default. */
  FIRST,
  /** The mean of the tokens' scores. */
  MEAN,
  /** The largest of the tokens' scores. */
  MAX;

  /** The handler called {@code first}, {@code mean} or {@code max}. */
  public static MultiTokenHandler named(String name) {
    for (MultiTokenHandler handler : values()) {
      if (handler.lowerCaseName().equals(name)) {
        return handler;
      }
    }
    ImmutableList<String> known =
        Arrays.stream(values()).map(MultiTokenHandler::lowerCaseName).collect(toImmutableList());
    throw new ClozeException(
        VerbalizerError.UNKNOWN_NAME,
        "unknown multi-token handler '%s'; %s",
        name,
        Nearest.hint(name, known));
  }

  /** The name that a user writes. */
  public String lowerCaseName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
