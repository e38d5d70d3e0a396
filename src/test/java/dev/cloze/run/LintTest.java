package dev.cloze.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cloze.base.ClozeException;
import dev.cloze.tokenize.PretrainedTokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LintTest {
  /** Lower case, WordPiece: sees no spaces. */
  private static final String BERT = "bert";

  /** Byte-level: a word after a space is another token. */
  private static final String ROBERTA = "roberta";

  /** Byte-level and causal. */
  private static final String GPT2 = "gpt2";

  @TempDir Path folder;

  @BeforeEach
  void makeTheUsualFolders() throws IOException {
    Files.createDirectories(folder.resolve("templates"));
    Files.createDirectories(folder.resolve("verbalizers"));
  }

  private static Arguments row(String model, String file, String content, String... findings) {
    return Arguments.of(model, file, content, List.of(findings));
  }

  static Stream<Arguments> templates() {
    String good = "{\"placeholder\":\"text_a\"} It was {\"mask\"} .\n";
    return Stream.of(
        row(BERT, "t.txt", good),
        row(ROBERTA, "t.txt", good),
        row(GPT2, "t.txt", good),
        row(BERT, "t.txt", good + "\n" + good),
        row(BERT, "t.txt", "", "t.txt  warning  no template stands in it; write one on each line"),
        row(
            BERT,
            "t.txt",
            good + "It was {\"maks\"}",
            "t.txt:2:9  error  TPL-003: found the key 'maks'; did you mean 'mask'?"),
        row(
            BERT,
            "t.txt",
            "It was.",
            "t.txt:1  error  TPL-009: found no mask in 'It was.'; write {\"mask\"} where the model"
                + " has to fill in"),
        row(
            BERT,
            "t.txt",
            "a {\"special\":\"<eos>\"} {\"mask\"}",
            "t.txt:1  error  TOK-004: template"),
        row(
            BERT,
            "t.txt",
            "{\"soft\":\"the \u6f22\"} {\"mask\"}",
            "t.txt:1  error  TOK-010: soft 'the \u6f22': the vocabulary lacks a part of these"
                + " words"),
        row(
            BERT,
            "t.txt",
            "{\"mask\"} is the \u6f22 of it",
            "t.txt:1:17  warning  the vocabulary lacks '\u6f22' ([UNK])"),
        row(
            GPT2,
            "t.txt",
            "the {\"special\":\"<sep>\"} {\"mask\"}",
            "t.txt:1  error  TOK-004: template"),
        row(
            GPT2,
            "t.txt",
            " {\"mask\"} it was",
            "t.txt:1:2  error  TOK-008: nothing stands before the mask"),
        row(
            GPT2,
            "t.txt",
            "the {\"mask\"} : {\"placeholder\":\"text_a\"}",
            "t.txt:1  error  TOK-007: template"),
        row(
            ROBERTA,
            "t.txt",
            "{\"mask\"} : {\"placeholder\":\"text_a\"}",
            "t.txt:1:1  warning  the mask stands at the start without a space, and a word is read"
                + " as one behind a space"),
        row(
            ROBERTA,
            "t.txt",
            "It was ({\"mask\"})",
            "t.txt:1:9  warning  the mask stands directly after text without a space"),
        row(BERT, "t.txt", "({\"mask\"})"));
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("templates")
  void findsWhatIsWrongWithATemplate(
      String model, String file, String content, List<String> findings) throws IOException {
    assertFindings(model, Path.of("templates", file), content, findings);
  }

  static Stream<Arguments> words() {
    return Stream.of(
        row(BERT, "w.json", "{\"a\": [\"rain\", \"weather\"], \"b\": [\"trophy\"]}"),
        row(ROBERTA, "w.json", "{\"a\": [\"rain\", \"night\"], \"b\": [\"engine\"]}"),
        row(
            BERT,
            "w.json",
            "{\"a\": [\"rain\"],\n \"b\": [\"\u6f22\"]}",
            "w.json:2:8  error  VER-005: the vocabulary lacks '\u6f22' (label 'b'); choose a word"
                + " that the model knows"),
        row(
            BERT,
            "w.json",
            "{\"a\": [\"rain\"], \"b\": [\"raining\"]}",
            "w.json:1:23  warning  'raining' is 2 tokens (rain ##ing) and scored by the first"
                + " alone; choose a word that is one token",
            "w.json:1:23  error  'raining' (label 'b') is scored by the same token 'rain' as 'rain'"
                + " (label 'a'): no text tells them apart; choose another word"),
        row(
            BERT,
            "w.json",
            "{\"a\": [\"rain\"], \"b\": [\"rain\"]}",
            "w.json:1:23  error  'rain' is a word of the label 'a' and of 'b'; give it to one"),
        row(
            BERT,
            "w.json",
            "{\"a\": [\"rain\", \"rain\"], \"b\": \"team\"}",
            "w.json:1:16  warning  'rain' stands twice in the label 'a' and counts twice; write it"
                + " once"),
        row(
            BERT,
            "w.json",
            "{\"a\": [\"Rain\"], \"b\": \"team\"}",
            "w.json:1:8  warning  'Rain' has capitals, which this tokenizer does not see: it reads"
                + " 'rain'; write that"),
        row(
            BERT,
            "w.json",
            "{\"a\": [\" rain\"], \"b\": \"team\"}",
            "w.json:1:8  warning  ' rain' begins with white space, and a space is put before each"
                + " word; write 'rain'"),
        row(
            ROBERTA,
            "w.json",
            "{\"a\": [\" rain\"], \"b\": \"night\"}",
            "w.json:1:8  error  ' rain' begins with white space, and a space is put before each"
                + " word; write 'rain'",
            "w.json:1:8  warning  ' rain' is 2 tokens (\u0120 \u0120rain) and scored by the first"
                + " alone; one token is 'rain'"),
        row(
            ROBERTA,
            "w.json",
            "{\"a\": [\"<!>rain\"], \"b\": \"night\"}",
            "w.json:1:8  warning  '<!>rain' is 2 tokens (r ain) and scored by the first alone; one"
                + " token is 'rain'"),
        row(
            ROBERTA,
            "w.json",
            "{\"a\": [\"rise\"], \"b\": \"night\"}",
            "w.json:1:8  warning  'rise' is 3 tokens (\u0120r is e) and scored by the first alone;"
                + " one token is '<!>rise' (where no space stands before the mask)"),
        row(
            ROBERTA,
            "w.json",
            "{\"a\": [\"october\"], \"b\": \"night\"}",
            "w.json:1:8  warning  'october' is 3 tokens (\u0120o ct ober) and scored by the first"
                + " alone; one token is 'October'"),
        row(
            BERT,
            "w.txt",
            "rain, team\n\nteam,raining\nnext , team\n",
            "w.txt:3:6  warning  'raining' is 2 tokens",
            "w.txt:4:8  error  'team' is a word of the label '0' and of '1'; give it to one"),
        row(
            BERT,
            "w.json",
            "{\"a\": []}",
            "w.json:1  error  VER-001: label 'a' has no words; give it at least one"),
        row(BERT, "w.json", "{\"a\": [1]}", "w.json:1  error  VER-009: found 1; expected"));
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("words")
  void findsWhatIsWrongWithWords(String model, String file, String content, List<String> findings)
      throws IOException {
    assertFindings(model, Path.of("verbalizers", file), content, findings);
  }

  static Stream<Arguments> pairs() {
    return Stream.of(
        row(ROBERTA, "It was {\"mask\"} .", "{\"a\": \"rain\", \"b\": \"night\"}"),
        row(ROBERTA, "{\"mask\"} it was", "{\"a\": \"<!>ated\", \"b\": \"<!>rise\"}"),
        row(
            ROBERTA,
            "{\"mask\"} it was",
            "{\"a\": \"<!>rise\", \"b\": \"night\"}",
            "templates/p.txt:1:1  warning  the mask stands at the start without a space, and"
                + " 'night' is read as one behind a space"),
        row(
            ROBERTA,
            "It was {\"mask\"}",
            "{\"a\": \"<!>rise\", \"b\": \"night\"}",
            "templates/p.txt:1:8  warning  a space stands before the mask, and '<!>rise' is read as"
                + " a word without one; leave '<!>' out"),
        row(
            BERT,
            "{\"mask\"} and {\"mask\"}",
            "{\"a\": \"rain\", \"b\": \"team\"}",
            "templates/p.txt:1:14  error  VER-012: 2 masks, and the words of a, b stand at one;"
                + " keep one mask"));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("pairs")
  void findsWhatDoesNotGoTogether(
      String model, String template, String words, List<String> findings) throws IOException {
    Files.writeString(folder.resolve("verbalizers/p.json"), words);

    assertFindings(model, Path.of("templates/p.txt"), template, findings);
  }

  @Test
  void countsWhatItLookedAtAndTellsTemplatesFromWords() throws IOException {
    Files.writeString(folder.resolve("templates/README.md"), "not looked at");
    Files.writeString(folder.resolve("templates/a.txt"), "{\"mask\"} a\n\n{\"mask\"} b\n");
    Files.writeString(folder.resolve("verbalizers/a.txt"), "rain\nteam\n\nnext\ntired\n");
    Path mine = Files.writeString(folder.resolve("mine.txt"), "{\"mask\"} c");
    Path words = Files.writeString(folder.resolve("others.txt"), "rain\nteam\n");

    LintReport report =
        lint(BERT, folder.resolve("templates"), folder.resolve("verbalizers"), mine, words);

    assertThat(report.findings()).isEmpty();
    assertThat(report.templates()).isEqualTo(3);
    assertThat(report.verbalizers()).isEqualTo(3);
  }

  @Test
  void saysOnWhichLineAFileIsNotText() throws IOException {
    byte[] latin = "{\"mask\"} caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
    Path file = Files.write(folder.resolve("templates/t.txt"), latin);

    assertThat(lint(BERT, file).findings())
        .extracting(LintFinding::toString)
        .containsExactly(
            file + ":1  error  TPL-015: found bytes that are not UTF-8; save the file as UTF-8");
  }

  @Test
  void refusesAPathWithNothingToCheck() {
    assertThatThrownBy(() -> lint(BERT, folder.resolve("templates")))
        .isInstanceOfSatisfying(
            ClozeException.class, e -> assertThat(e.code()).isEqualTo(LintError.NOTHING_TO_CHECK))
        .hasMessageContaining("found no such file there");
    assertThatThrownBy(() -> lint(BERT, folder.resolve("tempaltes")))
        .isInstanceOfSatisfying(
            ClozeException.class, e -> assertThat(e.code()).isEqualTo(LintError.NOTHING_TO_CHECK))
        .hasMessageContaining("found nothing of that name");
  }

  private void assertFindings(String model, Path file, String content, List<String> expected)
      throws IOException {
    Files.writeString(folder.resolve(file), content);

    List<String> found =
        lint(model, folder).findings().stream()
            .map(finding -> finding.toString().substring(folder.toString().length() + 1))
            .toList();

    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      String place = expected.get(i).startsWith("templates") ? "" : file.getParent() + "/";
      assertThat(found.get(i)).startsWith(place + expected.get(i));
    }
  }

  private static LintReport lint(String model, Path... paths) {
    try (PretrainedTokenizer tokenizer = PretrainedTokenizer.load(TinyRun.MODELS.resolve(model))) {
      return Lint.of(List.of(paths), tokenizer);
    }
  }
}
