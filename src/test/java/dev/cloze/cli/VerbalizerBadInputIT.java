package dev.cloze.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be wrong with verbalizers and templates, as packaged: one line, and nothing is left. */
class VerbalizerBadInputIT {
  private static final String WORDS = "words: {weather: weather, football: [football]}";
  private static final String RULES =
      "verbalizer={kind: rules, rules: {sub_prompts: {what: {mask: %d, values: {f: [football], w:"
          + " [weather]}}}, labels: {football: %s = f, weather: what = w}}}";

  @TempDir Path folder;

  private TinyRun run;

  @BeforeEach
  void write() throws IOException {
    run = TinyRun.in(folder);
    run.write("words.txt", "football: team, match\n");
  }

  private static Arguments row(String code, String part, String... settings) {
    return Arguments.of(code, part, settings);
  }

  private static String knowledgeable(String options) {
    return "verbalizer={kind: knowledgeable, " + WORDS + ", knowledgeable: {" + options + "}}";
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        row("BAS-002", "prototypical, knowledgeable, automatic", "verbalizer.kind=prototypial"),
        row("BAS-004", "belongs to the kind prototypical", "verbalizer.prototypical={epochs: 3}"),
        row("VER-017", "did you mean 'what'?", RULES.formatted(0, "wat")),
        row(
            "VER-018",
            "reads mask 1, counted from 0; the template has 1",
            RULES.formatted(1, "what")),
        row(
            "VER-012",
            "2 masks were found",
            "template='A {\"mask\"} {\"mask\"} report : {\"placeholder\":\"text_a\"}'"),
        row(
            "VER-016",
            "prototypes are made from labelled examples",
            "verbalizer.kind=prototypical",
            "training.epochs=0",
            "data.train="),
        row(
            "VER-014",
            "no support texts were found",
            "verbalizer.calibration=texts",
            "training.epochs=0",
            "data.train="),
        row(
            "VER-030",
            "label 'weather': no knowledge base (words.txt) knows more words to 'weather'",
            knowledgeable("sources: [words.txt], frequency: none, relevance: none")),
        row("KNB-001", "nowhere.txt: no such file", knowledgeable("sources: [nowhere.txt]")),
        row(
            "VER-031",
            "label 'weather': the filter frequency took the last of its words",
            knowledgeable("candidate_fraction: 0.99")),
        row(
            "VER-032",
            "ask for fewer words a label",
            "verbalizer={kind: automatic, labels: [weather, football], automatic: {words: 900}}"),
        row(
            "VER-019",
            "label 'weather': it has 2 words",
            "verbalizer={kind: one_to_one, words: {weather: [weather, night], football: [team]}}"),
        row(
            "VER-020",
            "one has 4 tokens; at most 2 are scored",
            "verbalizer={kind: exact, words: {weather: [weather], football: [the old football"
                + " match]}, exact: {most_tokens: 2}}"),
        row(
            "VER-021",
            "template: a mask was found",
            "verbalizer={kind: head, labels: [weather, football]}"),
        row("BAS-004", "head belongs to the kind head", "verbalizer.head={transform: false}"),
        row("TPL-009", "found no mask", "template='{\"placeholder\":\"text_a\"}'"),
        row("VER-005", "the vocabulary lacks it", "verbalizer.words.weather=[\u3004]"),
        row(
            "TPL-010",
            "example '1' has no field 'text_b'",
            "template='{\"placeholder\":\"text_b\"} It was {\"mask\"}'"),
        row(
            "TPL-020",
            "example '1' has no entity 'head'",
            "template='{\"placeholder\":\"text_a\"} {\"entity\":\"head\"} It was {\"mask\"}'"),
        row(
            "TPL-019",
            "carries no demonstrations",
            "template='{\"placeholder\":\"text_a\"} It was {\"mask\"} {\"demonstrations\"}'"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("mistakes")
  void isSaidInOneLineAndLeavesNothing(String code, String part, String[] settings)
      throws Exception {
    ClozeJar.Result result = run.run(settings);

    TinyRun.assertMistake(result, code, part);
    assertThat(result.out()).isEmpty();
    assertThat(folder.resolve(TinyRun.OUT)).doesNotExist();
  }
}
