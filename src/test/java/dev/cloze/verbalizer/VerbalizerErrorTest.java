package dev.cloze.verbalizer;

import static com.google.common.collect.ImmutableSet.toImmutableSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.base.ClozeException;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mistake with its whole message. The first message of a code stands on the code's page. */
class VerbalizerErrorTest {
  @TempDir private static Path folder;

  private static final LabelWords WORDS =
      LabelWords.of(List.of("bad", "good"), List.of(List.of("awful"), List.of("great", "fine")));

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("mistakes")
  void failsWithTheCodeAndTheMessage(VerbalizerError code, Runnable mistake, String message) {
    ClozeException error = catchThrowableOfType(ClozeException.class, mistake::run);

    assertThat(error).isNotNull();
    assertThat(error.code()).isEqualTo(code);
    assertThat(error.getMessage().replace(folder + "/", "")).isEqualTo(message);
  }

  @Test
  void everyCodeIsThrownAndItsPageShowsTheMessage() throws IOException {
    ImmutableList<Arguments> mistakes = mistakes();
    ImmutableSet<Object> thrown =
        mistakes.stream().map(row -> row.get()[0]).collect(toImmutableSet());

    assertThat(thrown).containsExactlyInAnyOrder((Object[]) VerbalizerError.values());
    for (VerbalizerError code : VerbalizerError.values()) {
      String first =
          mistakes.stream()
              .filter(row -> row.get()[0] == code)
              .map(row -> (String) row.get()[2])
              .findFirst()
              .orElseThrow();
      assertThat(Files.readString(Path.of(code.page())))
          .startsWith("# " + code.code() + ": ")
          .contains("## What it means", "## Example", "## How to mend it")
          .contains(code.code() + ": " + first + " [" + code.page() + "]");
    }
  }

  static ImmutableList<Arguments> mistakes() throws IOException {
    return ImmutableList.<Arguments>builder()
        .addAll(mistakesInWords())
        .addAll(mistakesInFiles())
        .addAll(mistakesInUse())
        .addAll(VerbalizerMistakes.inRules())
        .addAll(VerbalizerMistakes.withExamples(WORDS))
        .addAll(mistakesInSearches())
        .build();
  }

  private static ImmutableList<Arguments> mistakesInWords() {
    return ImmutableList.of(
        row(
            VerbalizerError.LABEL_WITHOUT_WORDS,
            () -> LabelWords.of(List.of("bad", "good"), List.of(List.of("awful"), List.of())),
            "label 'good': it has no words; give it at least one"),
        row(
            VerbalizerError.LABEL_WITHOUT_WORDS,
            () -> LabelWords.of(List.of(), List.of()),
            "label words: no labels were found; give each label at least one word"),
        row(
            VerbalizerError.DUPLICATE_LABEL,
            () -> LabelWords.ofSingle(List.of("bad", "bad"), List.of("awful", "great")),
            "label 'bad': it stands twice; give all its words at once"),
        row(
            VerbalizerError.EMPTY_WORD,
            () -> LabelWords.ofSingle(List.of("bad", "good"), List.of("<!>", "great")),
            "label 'bad': the word '<!>' is empty; leave it out or give its text"),
        row(
            VerbalizerError.BAD_WEIGHT,
            () -> WORDS.withWeight("good", "fine", -0.5),
            "label 'good', word 'fine': the weight is -0.5; it must be a positive number"),
        row(
            VerbalizerError.BAD_WEIGHT,
            () -> WORDS.withWeight("good", "fine", Double.NaN),
            "label 'good', word 'fine': the weight is NaN; it must be a positive number"),
        row(
            VerbalizerError.LABELS_DIFFER,
            () -> WORDS.inOrderOf(List.of("bad", "neutral")),
            "label words: words were found for the labels bad, good; the labels are bad, neutral"),
        row(
            VerbalizerError.LABELS_DIFFER,
            () -> LabelWords.ofSingle(List.of("bad", "good"), List.of("awful")),
            "label words: words for 1 labels were found; there are 2 labels: bad, good"),
        row(
            VerbalizerError.UNKNOWN_NAME,
            () -> MultiTokenHandler.named("frist"),
            "unknown multi-token handler 'frist'; did you mean 'first'? known: first, max, mean"),
        row(
            VerbalizerError.UNKNOWN_NAME,
            () -> WORDS.withWeight("god", "fine", 2),
            "unknown label 'god'; did you mean 'good'? known: bad, good"),
        row(
            VerbalizerError.UNKNOWN_NAME,
            () -> WORDS.withWeight("good", "swell", 2),
            "unknown label 'good', word 'swell'; known: fine, great"));
  }

  private static ImmutableList<Arguments> mistakesInFiles() throws IOException {
    return ImmutableList.of(
        inFile(
            VerbalizerError.LABEL_WITHOUT_WORDS,
            "empty.json",
            "{\"bad\": [\"awful\"],\n \"good\": []}",
            "empty.json:2: label 'good' has no words; give it at least one"),
        inFile(
            VerbalizerError.LABEL_WITHOUT_WORDS,
            "nothing.json",
            "{}",
            "nothing.json: the verbalizer has no labels; give each label at least one word"),
        inFile(
            VerbalizerError.DUPLICATE_LABEL,
            "twice.json",
            "{\"bad\": [\"awful\"],\n\n \"bad\": [\"poor\"]}",
            "twice.json:3: label 'bad' stands twice; give all its words at once"),
        inFile(
            VerbalizerError.EMPTY_WORD,
            "comma.txt",
            "politics\nsports,\n",
            "comma.txt:2: the label has an empty word; leave it out or give its text"),
        inFile(
            VerbalizerError.NO_SUCH_CHOICE,
            "blank.txt",
            "\n\n",
            "blank.txt: choice 0 was asked for; the file holds 0 verbalizers, counted from 0"),
        row(
            VerbalizerError.UNREADABLE_FILE,
            () -> LabelWordsFile.read(folder.resolve("agnews.txt")),
            "agnews.txt: no such file; the path of a file belongs here"),
        row(
            VerbalizerError.NOT_UTF8,
            () ->
                LabelWordsFile.read(
                    written("latin.txt", "politics\nmétier\n", StandardCharsets.ISO_8859_1)),
            "latin.txt:2: found bytes that are not UTF-8; save the file as UTF-8"),
        row(
            VerbalizerError.NOT_UTF8,
            () ->
                LabelWordsFile.read(
                    written("cut.txt", "politics\u00c3", StandardCharsets.ISO_8859_1)),
            "cut.txt:1: found bytes that are not UTF-8; save the file as UTF-8"),
        inFile(
            VerbalizerError.MALFORMED_FILE,
            "number.json",
            "{\"bad\": [\"awful\"],\n \"good\": [1]}",
            "number.json:2: found 1; expected a word in quotes"),
        inFile(
            VerbalizerError.MALFORMED_FILE,
            "quote.json",
            "{\"bad\": [\"awful\"],\n \"good\": [great]}",
            "quote.json:2: not JSON at column 16;"
                + " expected words in quotes, with commas and brackets around them"),
        inFile(
            VerbalizerError.MALFORMED_FILE,
            "end.json",
            "{\"bad\": [\"awful\"],\n \"good\": [\"great\"",
            "end.json:2: not JSON at column 18; expected closing brackets before the end of the"
                + " file"),
        inFile(
            VerbalizerError.MALFORMED_FILE,
            "bare.json",
            "[\"awful\",\n \"great\"]",
            "bare.json:1: found awful; expected a verbalizer,"
                + " which is a dict from labels to words or a list of words"),
        inFile(
            VerbalizerError.MALFORMED_FILE,
            "words.yaml",
            "bad: awful",
            "words.yaml: 'yaml' is no verbalizer file's ending; known: csv, json, jsonl, txt"),
        row(
            VerbalizerError.LABELS_DIFFER,
            () ->
                LabelWordsFile.read(
                    written("two.txt", "\nawful\ngreat\n", StandardCharsets.UTF_8),
                    0,
                    List.of("bad", "neutral", "good")),
            "two.txt:2: words for 2 labels were found; the labels are bad, neutral, good"),
        row(
            VerbalizerError.LABELS_DIFFER,
            () ->
                LabelWordsFile.read(
                    written(
                        "dict.json", "{\"no\": \"no\",\n\"yes\": \"yes\"}", StandardCharsets.UTF_8),
                    0,
                    List.of("no", "maybe")),
            "dict.json:1: words for no, yes were found; the labels are no, maybe"));
  }

  private static ImmutableList<Arguments> mistakesInUse() {
    ManualVerbalizer verbalizer = numbered(ManualVerbalizerOptions.defaults());
    return ImmutableList.of(
        row(
            VerbalizerError.UNKNOWN_WORD,
            () ->
                LabelWordTokens.of(
                    WORDS,
                    text -> text.contains("fine") ? new int[] {7, 0} : new int[] {5},
                    java.util.OptionalInt.of(0),
                    List.of("[UNK]", "a", "b", "c", "d", "e", "f", "fi")::get),
            "label 'good', word 'fine': the vocabulary lacks it (' fine' gives the tokens fi"
                + " [UNK]); choose a word that the model knows"),
        row(
            VerbalizerError.UNKNOWN_WORD,
            () -> NumberedWords.tokens(NumberedWords.words(List.of(List.of("1"), List.of("none")))),
            "label 'label1', word 'none': the vocabulary lacks it (' none' gives no tokens);"
                + " choose a word that the model knows"),
        row(
            VerbalizerError.SEVERAL_MASKS,
            () ->
                Scope.run(
                    () -> verbalizer.score(new GivenMaskStates(Tensor.of(new float[8], 2, 4), 2))),
            "template: 2 masks were found; a manual verbalizer reads one"),
        row(
            VerbalizerError.SEVERAL_MASKS,
            () ->
                Scope.run(
                    () ->
                        verbalizer
                            .calibrator()
                            .add(new GivenMaskStates(Tensor.of(new float[12], 3, 4), 3))),
            "template: 3 masks were found; a manual verbalizer reads one"),
        row(
            VerbalizerError.CALIBRATION_WITHOUT_PROBABILITIES,
            () ->
                numbered(ManualVerbalizerOptions.defaults().withPostLogSoftmax(false))
                    .calibrated(
                        Scope.get(
                            () -> {
                              Calibrator calibrator = verbalizer.calibrator();
                              calibrator.add(GivenMaskStates.of(new double[][] {{1, 2, 3}}));
                              return calibrator.calibration();
                            })),
            "verbalizer: calibration divides probabilities, and post_log_softmax is off;"
                + " switch it on or calibration off"),
        row(
            VerbalizerError.NO_CALIBRATION_EXAMPLES,
            () -> verbalizer.calibrator().calibration(),
            "calibration: no support texts were found; give at least one, such as an empty one"));
  }

  private static ImmutableList<Arguments> mistakesInSearches() {
    LabelWords two = NumberedWords.words(List.of(List.of("1"), List.of("2 3")));
    ImmutableList<Expansion.Candidate> candidates = Expansion.of(two, List.of());
    return ImmutableList.of(
        row(
            VerbalizerError.NOTHING_RELATED,
            () ->
                Expansion.of(
                    WORDS,
                    List.of(
                        ExpansionTest.base("words.txt", Map.of("good", List.of("splendid"))),
                        ExpansionTest.base("wordnet", Map.of("great", List.of("grand"))))),
            "label 'bad': no knowledge base (words.txt, wordnet) knows more words to 'awful',"
                + " 'bad'; give it a word that one of them knows, or a line in a word list"),
        row(
            VerbalizerError.EMPTIED_LABEL,
            () ->
                new WordSieve(
                        two,
                        candidates,
                        ImmutableList.of(ImmutableIntArray.of(1), ImmutableIntArray.of(2, 3)))
                    .dropRareTokens(new double[] {0, 4, 3, 1}, 0.5),
            "label 'label1': the filter frequency took the last of its words ('2 3'); give it other"
                + " words, or set candidate_fraction lower"),
        row(
            VerbalizerError.TOO_FEW_CANDIDATES,
            () ->
                new LabelWordSearch(
                    two,
                    AutomaticOptions.defaults().withWords(2),
                    new WholeWords(
                        ImmutableIntArray.of(0, 1, 3), ImmutableList.of("a", "film", "end")),
                    WholeMaskStates.support(new double[2][4]),
                    4,
                    ImmutableIntArray.of(0, 1)),
            "label words: 3 words of the vocabulary pass the filters, and 2 labels need 4; ask for"
                + " fewer words a label, or lower least_count"));
  }

  private static ManualVerbalizer numbered(ManualVerbalizerOptions options) {
    return NumberedWords.verbalizer(
        NumberedWords.words(List.of(List.of("1"), List.of("2"))), options);
  }

  private static Arguments inFile(VerbalizerError code, String name, String text, String message) {
    return row(
        code, () -> LabelWordsFile.read(written(name, text, StandardCharsets.UTF_8)), message);
  }

  private static Arguments row(VerbalizerError code, Runnable mistake, String message) {
    return Arguments.of(code, mistake, message);
  }

  private static Path written(String name, String text, Charset charset) {
    try {
      return Files.write(folder.resolve(name), text.getBytes(charset));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
