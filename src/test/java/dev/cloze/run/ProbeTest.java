package dev.cloze.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Progress;
import dev.cloze.data.Example;
import dev.cloze.plm.Architectures;
import dev.cloze.plm.LoadOptions;
import dev.cloze.prompt.PromptModel;
import dev.cloze.template.Template;
import dev.cloze.tensor.Losses;
import dev.cloze.tensor.Scope;
import dev.cloze.tokenize.PretrainedTokenizer;
import dev.cloze.tokenize.PromptTokenizer;
import dev.cloze.tokenize.PromptTokenizerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeTest {
  private static final String TEMPLATE = "{\"placeholder\":\"text_a\"} was {\"mask\"}";
  private static final String YAML =
      """
      model: %s
      facts: facts.tsv
      templates: {state: '{"placeholder":"text_a"} was {"mask"}', kind: 'A {"mask"}'}
      """;

  @TempDir Path folder;

  private ProbeFile file(String family, String facts) throws IOException {
    Files.writeString(folder.resolve("facts.tsv"), "relation\tsubject\tobject\n" + facts);
    return ProbeFile.read(
        Files.writeString(
            folder.resolve("probe.yaml"), YAML.formatted(TinyRun.MODELS.resolve(family))),
        List.of());
  }

  /** Rank and probability, counted once more from the scores of the whole vocabulary. */
  @Test
  void countsTheObjectsPlaceInTheWholeVocabulary() throws IOException {
    Probe.Result result =
        Probe.of(file("bert", "state\tThe harbour\tquiet\nstate\tA long night\tbroken\n"))
            .ask(Progress.SILENT);

    for (int i = 0; i < 2; i++) {
      Probe.Answer answer = result.answers().get(i);
      double[] all = scores(answer.subject());
      double own = all[id(answer.object())];
      int above = 0;
      for (double score : all) {
        above += score > own ? 1 : 0;
      }
      assertThat(answer.rank()).isEqualTo(above + 1);
      assertThat(answer.probability()).isCloseTo(own, within(1e-6));
    }
  }

  private static double[] scores(String subject) {
    Path model = TinyRun.MODELS.resolve("bert");
    try (PretrainedTokenizer tokenizer = PretrainedTokenizer.load(model);
        PromptModel prompt = new PromptModel(Architectures.load(model, LoadOptions.defaults()))) {
      PromptTokenizer prompts =
          new PromptTokenizer(
              tokenizer,
              Template.parse(TEMPLATE),
              prompt.model().shape().kind(),
              PromptTokenizerOptions.defaults().withMaxLength(32));
      return Scope.get(
          () ->
              Losses.softmax(prompt.score(prompts.batch(List.of(Example.of(subject)))).logits())
                  .toDoubles());
    }
  }

  private static int id(String word) {
    try (PretrainedTokenizer tokenizer = PretrainedTokenizer.load(TinyRun.MODELS.resolve("bert"))) {
      return tokenizer.encode(" " + word)[0];
    }
  }

  /** Ranks 1, 4 and 20: P@1 is 1/3, P@10 2/3, the mean of 1 / rank (1 + 1/4 + 1/20) / 3. */
  @Test
  void theFiguresAreThoseOfTheRanks() {
    List<Probe.Answer> answers = List.of(answer(1), answer(4), answer(20));

    Probe.Relation relation = Probe.Relation.of("x", answers, 2);

    assertThat(relation.facts()).isEqualTo(3);
    assertThat(relation.leftOut()).isEqualTo(2);
    assertThat(relation.precisionAt1()).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(relation.precisionAt10()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(relation.reciprocalRank()).isCloseTo(1.3 / 3, within(1e-12));
  }

  @Test
  void theMeanIsOverRelationsThatWereAsked() {
    Probe.Result result =
        Probe.Result.of(
            List.of(
                Probe.Relation.of("a", List.of(answer(1), answer(1), answer(1)), 0),
                Probe.Relation.of("b", List.of(answer(2)), 1),
                Probe.Relation.of("c", List.of(), 4)),
            List.of());

    assertThat(result.mean().precisionAt1()).isCloseTo(0.5, within(1e-12));
    assertThat(result.mean().reciprocalRank()).isCloseTo(0.75, within(1e-12));
    assertThat(result.mean().facts()).isEqualTo(4);
    assertThat(result.mean().leftOut()).isEqualTo(5);
  }

  private static Probe.Answer answer(int rank) {
    return new Probe.Answer("r", "s", "o", rank, "a", 0.1);
  }

  @Test
  void leavesOutWhatIsNoTokenAndAsksEveryFamily() throws IOException {
    for (String family : List.of("bert", "roberta")) {
      Probe.Result result =
          Probe.of(file(family, "state\tIt\tnight\nstate\tIt\tincomprehensible\nkind\tx\tnight\n"))
              .ask(Progress.SILENT);

      assertThat(result.relations().get(0).leftOut()).as(family).isEqualTo(1);
      assertThat(ProbeLines.table("m", result).get(3)).startsWith("state");
    }
  }

  @Test
  void theExampleIsReadAndEachOfItsFactsHasATemplate() {
    Probe.of(ProbeFile.read(Path.of("examples/probe.yaml"), List.of()));
  }

  @Test
  void refusesARelationWithoutATemplate() throws IOException {
    ProbeFile file = file("bert", "stat\tIt\tquiet\n");
    ClozeException refused = catchThrowableOfType(ClozeException.class, () -> Probe.of(file));

    assertThat(refused.code()).isEqualTo(RunError.UNKNOWN_RELATION);
    assertThat(refused)
        .hasMessageContaining("fact 2 has the relation 'stat', which has no template")
        .hasMessageContaining("did you mean 'state'?");
  }

  @Test
  void refusesATemplateThatIsNoQuestionForOneWord() throws IOException {
    for (String template : List.of("{\"mask\"} {\"mask\"}", "{\"soft\"} {\"mask\"}")) {
      ProbeFile file = file("bert", "state\tIt\tquiet\n");
      ProbeFile other =
          new ProbeFile(
              file.model(), file.facts(), ImmutableMap.of("state", template), file.tokens());
      ClozeException refused = catchThrowableOfType(ClozeException.class, () -> Probe.of(other));

      assertThat(refused.code()).isEqualTo(RunError.UNFIT_QUESTION);
      assertThat(refused).hasMessageContaining("templates.state: ");
    }
  }

  @Test
  void leavesOutWhatTheVocabularyLacks() throws IOException {
    Probe.Result result =
        Probe.of(file("bert", "state\tIt\tnight\nstate\tIt\t\u3004\n")).ask(Progress.SILENT);

    assertThat(result.relations().get(0).leftOut()).isEqualTo(1);
    assertThat(result.answers()).hasSize(1);
  }

  @Test
  void refusesFactsOfWhichNoneCanBeAsked() throws IOException {
    Probe probe = Probe.of(file("bert", "state\tIt\tincomprehensible\n"));
    ClozeException refused =
        catchThrowableOfType(ClozeException.class, () -> probe.ask(Progress.SILENT));

    assertThat(refused.code()).isEqualTo(RunError.NOTHING_TO_ASK);
    assertThat(refused).hasMessageContaining("none of 1 objects is one token");
  }
}
