package dev.cloze.run;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import dev.cloze.template.Piece;
import dev.cloze.template.Template;
import dev.cloze.tokenize.ModelKind;
import dev.cloze.tokenize.PretrainedTokenizer;
import dev.cloze.tokenize.PromptTokenizer;
import dev.cloze.tokenize.PromptTokenizerOptions;
import dev.cloze.tokenize.TokenizeError;
import dev.cloze.verbalizer.LabelWords;
import dev.cloze.verbalizer.VerbalizerError;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Checks a template against a tokenizer, and against the label words that go with it. */
final class LintTemplate {
  private static final Pattern MASK = Pattern.compile("\\{\\s*[\"']mask[\"']");
  private static final Splitter WORDS = Splitter.onPattern("\\s+").omitEmptyStrings();

  private final Template template;
  private final LintPlace place;
  private final LintTokens tokens;
  private final ImmutableList.Builder<LintFinding> findings = ImmutableList.builder();

  private LintTemplate(Template template, LintPlace place, PretrainedTokenizer tokenizer) {
    this.template = template;
    this.place = place;
    tokens = new LintTokens(tokenizer);
  }

  /**
   * Checks a template.
   *
   * @param place the line that it stands in
   * @param words the label words of the same task, where there are any
   */
  static ImmutableList<LintFinding> of(
      Template template,
      LintPlace place,
      PretrainedTokenizer tokenizer,
      Optional<LabelWords> words) {
    LintTemplate lint = new LintTemplate(template, place, tokenizer);
    lint.checkPrompt();
    lint.checkTexts();
    words.ifPresent(lint::checkOneMask);
    if (lint.tokens.seesSpaces()) {
      lint.checkSpaces(words);
    }
    return lint.findings.build();
  }

  private void checkPrompt() {
    ModelKind kind = tokens.kind();
    try {
      new PromptTokenizer(tokens.tokenizer(), template, kind, PromptTokenizerOptions.defaults());
    } catch (ClozeException e) {
      findings.add(LintFinding.of(e, place));
    }
    boolean nothingBefore =
        template.pieces().get(0) instanceof Piece.Mask && tokens.tokenizer().prefix().length == 0;
    if (kind == ModelKind.CAUSAL && nothingBefore) {
      findings.add(
          LintFinding.error(
              place.at(maskColumn(0)),
              TokenizeError.CAUSAL_NOTHING_BEFORE.code()
                  + ": nothing stands before the mask, and a causal model answers at the token"
                  + " before it; put text there"));
    }
  }

  private void checkTexts() {
    for (Piece piece : template.pieces()) {
      if (piece instanceof Piece.Text text) {
        for (String word : WORDS.split(text.text())) {
          if (!tokens.knows(word)) {
            findings.add(
                LintFinding.warning(
                    place.at(column(Math.max(0, template.text().indexOf(word)))),
                    "the vocabulary lacks '%s' (%s); the model cannot read it: write something else"
                        .formatted(word, tokens.spelt(word))));
          }
        }
      }
    }
  }

  private void checkOneMask(LabelWords words) {
    if (template.masks() != 1) {
      findings.add(
          LintFinding.error(
              place.at(maskColumn(1)),
              "%s: %d masks, and the words of %s stand at one; keep one mask"
                  .formatted(
                      VerbalizerError.SEVERAL_MASKS.code(),
                      template.masks(),
                      String.join(", ", words.labels()))));
    }
  }

  /** A mask without a space before it asks for other tokens than one behind a space. */
  private void checkSpaces(Optional<LabelWords> words) {
    int mask = 0;
    boolean textBefore = false;
    for (Piece piece : template.pieces()) {
      if (piece instanceof Piece.Mask) {
        boolean spaced = !piece.frame().prefix().isEmpty();
        LintPlace at = place.at(maskColumn(mask));
        String what = textBefore ? "directly after text" : "at the start";
        words
            .map(given -> firstWord(given, spaced))
            .orElse(spaced ? Optional.empty() : Optional.of("a word"))
            .ifPresent(word -> findings.add(spacing(at, spaced, what, word)));
        mask++;
      }
      textBefore |= !(piece instanceof Piece.Special || piece instanceof Piece.Mask);
    }
  }

  /** A label word that is written for the other kind of mask. */
  private static Optional<String> firstWord(LabelWords words, boolean spaced) {
    return words.entries().stream()
        .flatMap(label -> label.words().stream())
        .map(LabelWords.Word::text)
        .filter(word -> LintTokens.isBare(word) == spaced)
        .map(word -> "'" + word + "'")
        .findFirst();
  }

  private static LintFinding spacing(LintPlace at, boolean spaced, String where, String word) {
    return LintFinding.warning(
        at,
        spaced
            ? "a space stands before the mask, and %s is read as a word without one; leave '%s' out"
                .formatted(word, LabelWords.NO_PREFIX)
            : ("the mask stands %s without a space, and %s is read as one behind a space, which is"
                    + " another token; put a space before the mask or '%s' before the words")
                .formatted(where, word, LabelWords.NO_PREFIX));
  }

  /** The column of a mask; 0 where the text does not tell. */
  private int maskColumn(int number) {
    ImmutableList<Integer> starts =
        MASK.matcher(template.text())
            .results()
            .map(MatchResult::start)
            .collect(ImmutableList.toImmutableList());
    return starts.size() == template.masks() && number < starts.size()
        ? column(starts.get(number))
        : 0;
  }

  private int column(int index) {
    return template.text().codePointCount(0, index) + 1;
  }
}
