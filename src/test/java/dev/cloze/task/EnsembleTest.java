package dev.cloze.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.Seeds;
import dev.cloze.data.Example;
import dev.cloze.plm.LoadOptions;
import dev.cloze.template.Template;
import dev.cloze.tokenize.PromptTokenizerOptions;
import dev.cloze.verbalizer.LabelWords;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnsembleTest {
  private static final Path MODEL = Path.of("src/test/resources/golden/openprompt/bert");
  private static final List<String> TEXTS =
      List.of("the team won", "it rained in october", "a quiet harbour", "nobody could sleep");

  private static LoadedPrompt load(String template, String... labels) {
    List<String> words = List.of("football", "weather", "night").subList(0, labels.length);
    return PromptParts.of(
            MODEL, Template.parse(template), LabelWords.ofSingle(List.of(labels), words))
        .withTokens(PromptTokenizerOptions.defaults().withMaxLength(64))
        .load(LoadOptions.defaults(), Seeds.of(1));
  }

  private static Example example(int i, int label) {
    return Example.of(TEXTS.get(i)).withLabel(label);
  }

  @Test
  void membersOfDifferentTemplatesAnswerAsOne() {
    try (LoadedPrompt one = load("{\"placeholder\":\"text_a\"} It was {\"mask\"}.", "a", "b");
        LoadedPrompt two = load("A {\"mask\"} report : {\"placeholder\":\"text_a\"}", "a", "b")) {
      List<PromptClassifier> members = List.of(one.classifier(), two.classifier());
      List<Example> examples = TEXTS.stream().map(Example::of).toList();
      ImmutableList<Prediction> first = one.classifier().predict(examples);
      ImmutableList<Prediction> second = two.classifier().predict(examples);

      ImmutableList<Prediction> mean = Ensemble.mean(members).predict(examples);
      for (int i = 0; i < examples.size(); i++) {
        double expected =
            (first.get(i).probabilities().get(0) + second.get(i).probabilities().get(0)) / 2;
        assertThat(mean.get(i).probabilities().get(0)).isCloseTo(expected, within(1e-12));
        assertThat(mean.get(i).label()).isEqualTo(expected >= 0.5 ? 0 : 1);
      }
      assertThat(Ensemble.weighted(members, List.of(0.0, 2.0)).predict(examples)).isEqualTo(second);
      assertThat(Ensemble.majority(members).classify(TEXTS))
          .isEqualTo(mean.stream().map(p -> p.label() == 0 ? "a" : "b").toList());
    }
  }

  @Test
  void weightsComeFromWhatTheMembersSayOfTheExamples() {
    try (LoadedPrompt one = load("{\"placeholder\":\"text_a\"} It was {\"mask\"}.", "a", "b");
        LoadedPrompt two = load("A {\"mask\"} report : {\"placeholder\":\"text_a\"}", "a", "b")) {
      List<PromptClassifier> members = List.of(one.classifier(), two.classifier());
      List<Prediction> said = one.classifier().predict(List.of(Example.of(TEXTS.get(0))));
      // an example whose right label is what the first member says, twice, and once another one
      int right = said.get(0).label();
      List<Example> examples = List.of(example(0, right), example(0, right), example(0, 1 - right));
      boolean agree =
          two.classifier().predict(List.of(Example.of(TEXTS.get(0)))).get(0).label() == right;

      Ensemble ensemble = Ensemble.byAccuracy(members, examples);
      // 2 of 3 for the first; for the second the same, or 1 of 3
      assertThat(ensemble.combination().weights().get(0))
          .isCloseTo(agree ? 0.5 : 2.0 / 3, within(1e-12));
      assertThat(Ensemble.learnt(members, examples).combination().weights().stream().sum())
          .isCloseTo(1, within(1e-9));
    }
  }

  @Test
  void refusesMembersOfOtherLabels() {
    String template = "{\"placeholder\":\"text_a\"} It was {\"mask\"}.";
    try (LoadedPrompt one = load(template, "a", "b");
        LoadedPrompt two = load(template, "a", "b", "c")) {
      assertThatThrownBy(() -> Ensemble.mean(List.of(one.classifier(), two.classifier())))
          .hasMessage(
              "the members of an ensemble have the same labels; found [a, b] and [a, b, c]");
      assertThatThrownBy(() -> Ensemble.mean(List.of())).hasMessageContaining("needs a member");
    }
  }
}
