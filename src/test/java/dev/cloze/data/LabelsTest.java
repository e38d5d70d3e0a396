package dev.cloze.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LabelsTest {
  private static final LabelSet SET = LabelSet.of(ImmutableList.of("world", "sports"));
  private final DataFiles files = new DataFiles(Path.of("."));

  @Test
  void takesNumbersForNamesOnlyWhereNothingElseIsSaid() {
    Labels mapped = new Labels(SET, ImmutableMap.of("1", "world", "2", "sports"));

    assertThat(Labels.of(SET).numberOf("1")).hasValue(1);
    assertThat(mapped.numberOf("1")).hasValue(0);
    assertThat(mapped.numberOf("2")).hasValue(1);
    assertThat(mapped.numberOf("sports")).hasValue(1);
    assertThat(mapped.numberOf("0")).isEmpty();
  }

  @Test
  void refusesANameThatIsNoLabel() {
    files.assertFails(
        DataError.UNKNOWN_LABEL,
        "data.labels: '1' stands for 'word' there; did you mean 'world'? the labels are world,"
            + " sports",
        () -> new Labels(SET, ImmutableMap.of("1", "word")));
  }

  @Test
  void saysWhatAFileMayWrite() {
    assertThat(new Labels(SET, ImmutableMap.of("1", "world", "2", "sports")).hint("0"))
        .isEqualTo("the labels are world, sports, and data.labels has 1, 2");
  }

  @Test
  void findsLabelsThatNoExampleHas() {
    ImmutableList<Example> examples = ImmutableList.of(Example.of("x").withLabel(1));
    DataSource source = DataSource.of(Path.of("a.tsv"));

    assertThat(LabelCheck.unused(examples, SET)).containsExactly("world");
    files.assertFails(
        DataError.MISSING_LABEL,
        "a.tsv: no example has the label world; each label of the verbalizer needs one to train on",
        () -> LabelCheck.requireAll(examples, SET, source));
    ImmutableList<Example> both =
        ImmutableList.of(Example.of("x").withLabel(1), Example.of("y").withLabel(0));
    assertThatCode(() -> LabelCheck.requireAll(both, SET, source)).doesNotThrowAnyException();
  }
}
