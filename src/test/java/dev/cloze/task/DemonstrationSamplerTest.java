package dev.cloze.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Progress;
import dev.cloze.base.Seeds;
import dev.cloze.data.DataError;
import dev.cloze.data.Demonstration;
import dev.cloze.data.DemonstrationOptions;
import dev.cloze.data.Example;
import dev.cloze.plm.LoadOptions;
import dev.cloze.plm.SentenceEncoder;
import dev.cloze.prompt.KeptRows;
import dev.cloze.template.Template;
import dev.cloze.tensor.Tensor;
import dev.cloze.tokenize.EncodedPrompt;
import dev.cloze.verbalizer.GenerativeOptions;
import dev.cloze.verbalizer.LabelWords;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemonstrationSamplerTest {
  private static final Path MODEL = Path.of("src/test/resources/golden/openprompt/bert");
  private static final Path ENCODER = Path.of("src/test/resources/golden/plm/bert");
  private static final Template TEMPLATE =
      Template.parse("{\"placeholder\":\"text_a\"} It was {\"mask\"}.{\"demonstrations\"}");
  private static final LabelWords WORDS =
      LabelWords.ofSingle(List.of("g", "b"), List.of("good", "bad"));
  private static final List<String> TEXTS =
      List.of(
          "The soup was wonderful.",
          "A waste of money.",
          "The trophy impressed the children.",
          "A long and dull evening.",
          "The night was good.",
          "A bad report.");
  private static final ImmutableList<Example> TRAIN =
      IntStream.range(0, TEXTS.size())
          .mapToObj(i -> Example.of(TEXTS.get(i)).withId("" + i).withLabel(i % 2))
          .collect(ImmutableList.toImmutableList());
  private static final Example QUERY = Example.of("The soup was bad.").withId("q");

  private static PromptParts parts(DemonstrationOptions options) {
    return PromptParts.of(MODEL, TEMPLATE, WORDS)
        .withDemonstrations(SampledDemonstrations.of(options, TRAIN));
  }

  private static LoadedPrompt load(DemonstrationOptions options) {
    return parts(options).load(LoadOptions.defaults(), Seeds.of(3));
  }

  private static DemonstrationOptions sets(int count) {
    return DemonstrationOptions.defaults().withSets(count);
  }

  private static List<String> ids(Example example) {
    return example.demonstrations().stream().map(shown -> shown.example().id()).toList();
  }

  @Test
  void givesEachTextItsSetsWhereverItStands() {
    try (LoadedPrompt prompt = load(sets(5))) {
      DemonstrationSampler sampler = prompt.demonstrations().orElseThrow();
      List<Example> alone = sampler.sets(List.of(QUERY));
      List<Example> behind = sampler.sets(List.of(TRAIN.get(0), QUERY));

      assertThat(alone).hasSize(5).allMatch(example -> example.id().equals("q"));
      assertThat(behind).hasSize(10);
      assertThat(behind.subList(5, 10)).isEqualTo(alone);
      assertThat(new HashSet<>(alone)).hasSizeGreaterThan(1);
      assertThat(behind.subList(0, 5)).noneMatch(example -> ids(example).contains("0"));
      for (Example shown : alone) {
        assertThat(shown.demonstrations())
            .extracting(Demonstration::answer)
            .containsExactly("good", "bad");
      }
    }
  }

  @Test
  void drawsAnewForEachBatchAndEachExampleAndTheSameAgain() {
    try (LoadedPrompt prompt = load(sets(1))) {
      DemonstrationSampler sampler = prompt.demonstrations().orElseThrow();
      Set<List<String>> byBatch = new HashSet<>();
      Set<List<String>> byNumber = new HashSet<>();
      for (int i = 0; i < 100; i++) {
        byBatch.add(ids(sampler.anew(i, 7, QUERY)));
        byNumber.add(ids(sampler.anew(7, i, QUERY)));
      }

      // one of three and one of three: all nine pairs
      assertThat(byBatch).hasSize(9);
      assertThat(byNumber).hasSize(9);
      assertThat(sampler.anew(4, 2, QUERY)).isEqualTo(sampler.anew(4, 2, QUERY));
      for (int i = 0; i < 100; i++) {
        assertThat(ids(sampler.anew(i, 0, TRAIN.get(0)))).doesNotContain("0");
      }
    }
  }

  @Test
  void averagesTheLogScoresOfTheSets() {
    try (LoadedPrompt prompt = load(sets(4))) {
      PromptClassifier plain =
          new PromptClassifier(
              prompt.model(), prompt.tokenizer(), prompt.verbalizer().orElseThrow());
      List<Example> examples = List.of(QUERY, TRAIN.get(1), TRAIN.get(2));
      List<Example> shown = prompt.demonstrations().orElseThrow().sets(examples);
      // each set by itself; log-probabilities are log-scores up to one constant for all labels
      List<Prediction> single = plain.predict(shown);

      List<Prediction> averaged = prompt.classifier().predict(examples);

      assertThat(averaged).extracting(Prediction::id).containsExactly("q", "1", "2");
      for (int text = 0; text < 3; text++) {
        double odds = 0;
        for (int set = 0; set < 4; set++) {
          ImmutableDoubleArray p = single.get(4 * text + set).probabilities();
          odds += (Math.log(p.get(0)) - Math.log(p.get(1))) / 4;
        }
        double first = 1 / (1 + Math.exp(-odds));
        assertThat(averaged.get(text).probabilities().get(0)).isCloseTo(first, within(1e-6));
      }
    }
  }

  @Test
  void averagesTheProbabilitiesOfTokens() {
    try (LoadedPrompt prompt = load(sets(3))) {
      PromptClassifier plain =
          new PromptClassifier(
              prompt.model(), prompt.tokenizer(), prompt.verbalizer().orElseThrow());
      List<EncodedPrompt> prompts = prompt.classifier().encodeAll(List.of(QUERY));
      int all = prompt.pretrained().size();
      double[] means = new double[prompt.shape().vocabulary()];
      for (Answer answer : plain.answers(prompts, all, Progress.SILENT)) {
        answer.tokens().forEach(token -> means[token.id()] += token.probability() / 3);
      }

      Answer answer = prompt.classifier().answers(prompts, 5, Progress.SILENT).get(0);

      assertThat(answer.tokens()).hasSize(5);
      assertThat(answer.tokens())
          .isSortedAccordingTo(
              Comparator.comparingDouble((Answer.LikelyToken t) -> -t.probability()));
      for (Answer.LikelyToken token : answer.tokens()) {
        assertThat(token.probability()).isCloseTo(means[token.id()], within(1e-6));
      }
    }
  }

  @Test
  void keepsRowsForPredictionsAndNotForTraining() {
    try (LoadedPrompt prompt = load(sets(4));
        KeptRows rows = new KeptRows()) {
      PromptClassifier keeping = prompt.classifier().keeping(rows);

      assertThat(keeping.rowsStay()).isTrue();
      assertThat(keeping.rowsStayInTraining()).isFalse();
      assertThat(keeping.predict(TRAIN)).isEqualTo(keeping.predict(TRAIN));
      assertThat(rows.runs()).isEqualTo(1);
    }
  }

  @Test
  void theOrderOfColumnsChangesNoDraw() {
    Example there = pair(ImmutableMap.of("text_a", "soup", "text_b", "it"));
    Example back = pair(ImmutableMap.of("text_b", "it", "text_a", "soup"));
    try (LoadedPrompt prompt = load(sets(20))) {
      DemonstrationSampler sampler = prompt.demonstrations().orElseThrow();

      assertThat(sampler.sets(List.of(back)).stream().map(DemonstrationSamplerTest::ids))
          .containsExactlyElementsOf(
              sampler.sets(List.of(there)).stream().map(DemonstrationSamplerTest::ids).toList());
    }
  }

  private static Example pair(ImmutableMap<String, String> texts) {
    return new Example("q", texts, ImmutableMap.of(), OptionalInt.empty(), ImmutableList.of());
  }

  private static double product(ImmutableDoubleArray a, ImmutableDoubleArray b) {
    return IntStream.range(0, a.length()).mapToDouble(i -> a.get(i) * b.get(i)).sum();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.34, 0.67})
  void drawsFromTheNearestAlone(double share) {
    DemonstrationOptions options =
        new DemonstrationOptions(
            1,
            60,
            DemonstrationOptions.Select.SIMILAR,
            share,
            DemonstrationOptions.defaults().similar(ENCODER).encoder());
    int before = Tensor.liveCount();
    try (LoadedPrompt prompt = load(options);
        SentenceEncoder encoder = SentenceEncoder.load(ENCODER)) {
      List<ImmutableDoubleArray> vectors = encoder.encode(TEXTS);
      ImmutableDoubleArray own = encoder.encode(List.of(QUERY.fields().get("text_a"))).get(0);
      Set<String> expected = new HashSet<>();
      for (int label = 0; label < 2; label++) {
        int first = label;
        IntStream.range(0, 3)
            .mapToObj(i -> first + 2 * i)
            .sorted(Comparator.comparingDouble(i -> -product(own, vectors.get(i))))
            .limit(Math.max(1, (long) (3 * share)))
            .forEach(i -> expected.add("" + i));
      }

      Set<String> drawn = new HashSet<>();
      prompt.demonstrations().orElseThrow().sets(List.of(QUERY)).forEach(e -> drawn.addAll(ids(e)));

      assertThat(drawn).isEqualTo(expected);
    }
    assertThat(Tensor.liveCount()).isEqualTo(before);
  }

  @Test
  void showsTheFirstWordOfALabel() {
    LabelWords words =
        LabelWords.of(List.of("g", "b"), List.of(List.of("<!>good", "night"), List.of("bad")));

    assertThat(
            SampledDemonstrations.of(sets(1), TRAIN)
                .pool(words, PromptParts.of(MODEL, TEMPLATE, words).maker())
                .candidates(QUERY)
                .draw(1, Seeds.of(1).stream("x")))
        .extracting(Demonstration::answer)
        .containsExactly("good", "bad");
  }

  @Test
  void fillsAWordThatDependsOnTheExample() {
    LabelWords words =
        LabelWords.of(
            List.of("g", "b"),
            List.of(List.of("{\"meta\":\"yes\"}", "fine"), List.of("{\"meta\":\"no\"}")));
    ImmutableList<Example> examples =
        TRAIN.stream()
            .map(e -> e.withMeta("yes", "yes " + e.id()).withMeta("no", "no " + e.id()))
            .collect(ImmutableList.toImmutableList());

    List<Demonstration> drawn =
        SampledDemonstrations.of(sets(1), examples)
            .pool(words, GenerativeOptions.defaults())
            .candidates(QUERY)
            .draw(1, Seeds.of(1).stream("x"));

    assertThat(drawn)
        .extracting(Demonstration::answer)
        .containsExactly("yes " + drawn.get(0).example().id(), "no " + drawn.get(1).example().id());
  }

  @Test
  void refusesATemplateWithoutAPlace() {
    PromptParts parts =
        PromptParts.of(MODEL, Template.parse("{\"placeholder\":\"text_a\"} {\"mask\"}"), WORDS)
            .withDemonstrations(SampledDemonstrations.of(sets(1), TRAIN));

    assertThatThrownBy(() -> parts.load(LoadOptions.defaults(), Seeds.of(3)))
        .isInstanceOfSatisfying(
            ClozeException.class, e -> assertThat(e.code()).isEqualTo(TaskError.NO_PLACE_TO_SHOW))
        .hasMessage(
            "demonstrations are to be drawn, and the template has no place for them; put"
                + " {\"demonstrations\"} into it, or leave out the section demonstrations");
  }

  @Test
  void refusesTooFewOfALabel() {
    assertThatThrownBy(() -> load(sets(1).withPerLabel(4)))
        .isInstanceOfSatisfying(
            ClozeException.class,
            e -> assertThat(e.code()).isEqualTo(DataError.TOO_FEW_DEMONSTRATIONS))
        .hasMessageStartingWith("demonstrations: the label 'g' has 3 training texts, and 4");
  }

  @Test
  void refusesAFolderThatIsNoEncoder() {
    assertThatThrownBy(() -> load(sets(1).similar(Path.of("src/test/resources/golden/plm/gpt2"))))
        .hasMessageContaining("model_type is 'gpt2'; supported: bert, roberta");
    assertThatThrownBy(() -> load(sets(1).similar(Path.of("no-such-folder"))))
        .hasMessageStartingWith("no-such-folder: no such folder; a model is a folder with");
  }
}
