package dev.cloze.run;

import com.google.common.collect.ImmutableList;
import dev.cloze.tokenize.PretrainedTokenizer;
import dev.cloze.verbalizer.LabelWords;
import dev.cloze.verbalizer.VerbalizerError;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks label words against a tokenizer, as they are scored by their first token. */
final class LintLabelWords {
  private final LabelWords words;
  private final LintTokens tokens;
  private final boolean seesSpaces;
  private final ImmutableList.Builder<LintFinding> findings = ImmutableList.builder();
  private final Map<Integer, Seen> firstTokens = new LinkedHashMap<>();

  /** The first word that is scored by a token. */
  private record Seen(String label, String word) {}

  private LintLabelWords(LabelWords words, PretrainedTokenizer tokenizer) {
    this.words = words;
    tokens = new LintTokens(tokenizer);
    seesSpaces = tokens.seesSpaces();
  }

  /**
   * Checks label words.
   *
   * @param places where each word stands, label by label
   */
  static ImmutableList<LintFinding> of(
      LabelWords words, List<LintPlace> places, PretrainedTokenizer tokenizer) {
    LintLabelWords lint = new LintLabelWords(words, tokenizer);
    int number = 0;
    for (LabelWords.Label label : words.entries()) {
      for (LabelWords.Word word : label.words()) {
        lint.check(label.name(), word.text(), places.get(number));
        number++;
      }
    }
    return lint.findings.build();
  }

  private void check(String label, String word, LintPlace place) {
    String text = LintTokens.encoded(words, word);
    if (!tokens.knows(text)) {
      findings.add(
          LintFinding.error(
              place,
              "%s: the vocabulary lacks '%s' (label '%s'); choose a word that the model knows"
                  .formatted(VerbalizerError.UNKNOWN_WORD.code(), word, label)));
      return;
    }
    checkSpace(word, place);
    checkCapitals(word, place);
    if (tokens.encode(text).length > 1) {
      findings.add(LintFinding.warning(place, split(word, text)));
    }
    checkOthers(label, word, place);
  }

  private void checkSpace(String word, LintPlace place) {
    String body = LintTokens.body(word);
    if (!body.equals(body.stripLeading()) && !LintTokens.isBare(word)) {
      String message =
          "'%s' begins with white space, and a space is put before each word; write '%s'"
              .formatted(word, body.strip());
      findings.add(
          seesSpaces ? LintFinding.error(place, message) : LintFinding.warning(place, message));
    }
  }

  private void checkCapitals(String word, LintPlace place) {
    String body = LintTokens.body(word);
    String lower = body.toLowerCase(Locale.ROOT);
    if (!body.equals(lower) && Arrays.equals(tokens.encode(body), tokens.encode(lower))) {
      findings.add(
          LintFinding.warning(
              place,
              "'%s' has capitals, which this tokenizer does not see: it reads '%s'; write that"
                  .formatted(word, lower)));
    }
  }

  private String split(String word, String text) {
    List<String> whole = wholeSpellings(word);
    return "'%s' is %d tokens (%s) and scored by the first alone; %s"
        .formatted(
            word,
            tokens.encode(text).length,
            tokens.spelt(text),
            whole.isEmpty()
                ? "choose a word that is one token"
                : "one token is " + String.join(", ", whole));
  }

  /** Other spellings that are one token, the nearest first. */
  private List<String> wholeSpellings(String word) {
    String body = LintTokens.body(word).strip();
    String capitalized =
        body.substring(0, 1).toUpperCase(Locale.ROOT) + body.substring(1).toLowerCase(Locale.ROOT);
    return Stream.of(
            body, body.toLowerCase(Locale.ROOT), capitalized, body.toUpperCase(Locale.ROOT))
        .flatMap(spelling -> Stream.of(spelling, LabelWords.NO_PREFIX + spelling))
        .distinct()
        .filter(spelling -> !spelling.equals(word))
        .filter(spelling -> tokens.isOne(LintTokens.encoded(words, spelling)))
        .map(spelling -> "'" + spelling + "'" + where(spelling))
        .collect(Collectors.toList());
  }

  private static String where(String spelling) {
    return LintTokens.isBare(spelling) ? " (where no space stands before the mask)" : "";
  }

  private void checkOthers(String label, String word, LintPlace place) {
    String text = LintTokens.encoded(words, word);
    int first = tokens.encode(text)[0];
    Optional<Seen> earlier =
        Optional.ofNullable(firstTokens.putIfAbsent(first, new Seen(label, word)));
    earlier.ifPresent(seen -> findings.add(same(seen, label, word, place)));
  }

  private LintFinding same(Seen seen, String label, String word, LintPlace place) {
    String token = tokens.firstSpelt(LintTokens.encoded(words, word));
    boolean sameWord = seen.word().equals(word);
    if (seen.label().equals(label)) {
      return LintFinding.warning(
          place,
          sameWord
              ? "'%s' stands twice in the label '%s' and counts twice; write it once"
                  .formatted(word, label)
              : ("'%s' is scored by the same token '%s' as '%s', which counts twice in the"
                      + " label '%s'; keep one")
                  .formatted(word, token, seen.word(), label));
    }
    return LintFinding.error(
        place,
        sameWord
            ? "'%s' is a word of the label '%s' and of '%s'; give it to one"
                .formatted(word, seen.label(), label)
            : ("'%s' (label '%s') is scored by the same token '%s' as '%s' (label '%s'): no text"
                    + " tells them apart; choose another word")
                .formatted(word, label, token, seen.word(), seen.label()));
  }
}
