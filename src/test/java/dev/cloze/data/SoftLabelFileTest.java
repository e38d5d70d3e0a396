package dev.cloze.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoftLabelFileTest {
  private static final LabelSet LABELS = LabelSet.of(ImmutableList.of("World", "Sports"));

  @TempDir Path folder;
  private DataFiles files;

  @BeforeEach
  void files() {
    files = new DataFiles(folder);
  }

  private ImmutableList<SoftLabelLine> read(String text) {
    return SoftLabelFile.read(files.write("soft.jsonl", text).path(), LABELS);
  }

  @Test
  void readsAllKeysOfALine() {
    Example expected =
        new Example(
                "17",
                ImmutableMap.of("text_a", "x\u00e9", "title", "t"),
                ImmutableMap.of("year", "1999", "names", "[\"a\"]"),
                OptionalInt.empty())
            .withSoft(new SoftLabel(ImmutableDoubleArray.of(0.75, 0.25), 2.5, "seed-1"));

    assertThat(
            read(
                """
                {"id":"17","text_a":"x\u00e9","title":"t","meta":{"year":1999,"names":["a"]},\
                "distribution":{"Sports":0.25,"World":0.75},"weight":2.5,"source":"seed-1",\
                "members":{"plain-1":[-3.5,2]}}
                """))
        // a member's numbers stand in the order in which its line names the labels
        .containsExactly(
            new SoftLabelLine(
                expected, ImmutableMap.of("plain-1", ImmutableDoubleArray.of(2, -3.5))));
  }

  @Test
  void givesWhatALineLeavesOut() {
    assertThat(
            read(
                """

                {"text_a":"a","label":"Sports","meta":null,"weight":null}
                {"text_a":"b","distribution":{"World":1,"Sports":0}}\
                """))
        .containsExactly(
            SoftLabelLine.of(Example.of("a").withId("2").withSoft(SoftLabel.certain(1, 2))),
            SoftLabelLine.of(Example.of("b").withId("3").withSoft(SoftLabel.certain(0, 2))));
  }

  /** 0.6006 and 0.4 add up to 1.0006: the first is 0.6006 / 1.0006 of it. */
  @Test
  void makesASumOneThatIsNearlyThat() {
    SoftLabel soft =
        read("{\"text_a\":\"a\",\"distribution\":{\"World\":0.6006,\"Sports\":0.4}}")
            .get(0)
            .example()
            .soft()
            .orElseThrow();

    assertThat(soft.distribution())
        .isEqualTo(ImmutableDoubleArray.of(0.6006 / 1.0006, 0.4 / 1.0006));
    assertThat(soft.likeliest()).isZero();
  }

  @Test
  void writesWhatItReadsAgainToTheDigitsOfSinglePrecision() {
    SoftLabel third = new SoftLabel(ImmutableDoubleArray.of(1 / 3.0, 2 / 3.0), 0.1, "s");
    Example example = Example.of("a \"b\"\n", "c").withId("9").withMeta("k", "v").withLabel(1);
    ImmutableMap<String, ImmutableDoubleArray> members =
        ImmutableMap.of("m", ImmutableDoubleArray.of(1e-9, 12.25));

    String line = SoftLabelFile.line(new SoftLabelLine(example.withSoft(third), members), LABELS);

    assertThat(line)
        .isEqualTo(
            "{\"id\":\"9\",\"text_a\":\"a \\\"b\\\"\\n\",\"text_b\":\"c\",\"meta\":{\"k\":\"v\"},"
                + "\"distribution\":{\"World\":0.33333334,\"Sports\":0.6666667},\"weight\":0.1,"
                + "\"source\":\"s\",\"members\":{\"m\":[1.0E-9,12.25]}}");
    SoftLabelLine again = read(line + "\n").get(0);
    assertThat((float) again.example().soft().orElseThrow().distribution().get(0))
        .isEqualTo((float) (1 / 3.0));
    assertThat(again.example().label()).isEmpty();
    assertThat(SoftLabelFile.line(again, LABELS)).isEqualTo(line);
  }

  @Test
  void readsALineAfterTheOther() {
    Path file = files.write("soft.jsonl", "{\"a\":\"b\",\"label\":\"World\"}\n[]\n").path();

    try (SoftLabelStream lines = SoftLabelFile.open(file, LABELS)) {
      assertThat(lines.next().example().fields()).containsExactly(Map.entry("a", "b"));
      files.assertFails(
          DataError.BAD_JSON,
          "soft.jsonl:2: found a list; one JSON object belongs on each line, such as {\"text\":"
              + " \"...\", \"label\": 0}",
          lines::hasNext);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DAT-020 | 'label':'Sport' | found the label 'Sport': a soft-label file from another"
            + " label set; did you mean 'Sports'? known: Sports, World",
        "DAT-020 | 'distribution':{'World':1,'Sports':0,'x':0} | found the label 'x': a"
            + " soft-label file from another label set; known: Sports, World",
        "DAT-020 | 'distribution':{'World':1} | 'distribution' lacks the label 'Sports': a"
            + " soft-label file from another label set; it has World",
        "DAT-021 | 'distribution':[1,0] | 'distribution' is a list; an object with the"
            + " probability of each label belongs there, such as {'World': 1.0}",
        "DAT-021 | 'distribution':{'World':1.1,'Sports':-0.1} | the probability of 'Sports'"
            + " is -0.1; a number from 0 to 1 belongs there",
        "DAT-021 | 'distribution':{'World':NaN,'Sports':1} | the probability of 'World' is"
            + " NaN; a number from 0 to 1 belongs there",
        "DAT-021 | 'distribution':{'World':0.998,'Sports':0.0} | 'distribution' adds up to"
            + " 0.998; probabilities of at least 0 that add up to 1 belong there",
        "DAT-022 | 'label':'World','weight':0 | 'weight' is 0; a finite number above 0 belongs"
            + " there",
        "DAT-022 | 'label':'World','weight':Infinity | 'weight' is Infinity; a finite number"
            + " above 0 belongs there",
        "DAT-022 | 'label':'World','weight':true | 'weight' is true; a finite number above 0"
            + " belongs there",
        "DAT-023 | 'label':'World','distribution':{} | found both 'distribution' and 'label';"
            + " the probability of each label under 'distribution', or one label under 'label',"
            + " belongs there",
        "DAT-023 | 'weight':1 | found neither 'distribution' nor 'label'; the probability of"
            + " each label under 'distribution', or one label under 'label', belongs there",
        "DAT-014 | 'label':'World','text_b':3 | 'text_b' is 3; a text belongs under every key"
            + " but id, meta, distribution, label, weight, source, members",
        "DAT-014 | 'label':'World','members':{'a':[1]} | 'members': what 'a' said is no list of"
            + " 2 numbers, one for each label",
        "DAT-014 | 'label':'World','meta':[] | 'meta' is a list; an object belongs there",
        "DAT-014 | 'label':'World','source':{} | 'source' is an object; a text belongs there",
      })
  void refuses(String code, String keys, String message) {
    String line = "{\"text_a\":\"a\"," + keys.replace('\'', '"') + "}\n";

    files.assertFails(
        Arrays.stream(DataError.values()).filter(c -> c.code().equals(code)).findFirst().get(),
        "soft.jsonl:2: " + message.replace("{'World': 1.0}", "{\"World\": 1.0}"),
        () -> read("{\"text_a\":\"a\",\"label\":\"World\"}\n" + line));
  }

  @Test
  void refusesALineWithoutText() {
    files.assertFails(
        DataError.MISSING_COLUMN,
        "soft.jsonl:1: there is no text; it belongs there under its name, such as text_a; found:"
            + " id, label",
        () -> read("{\"id\":\"1\",\"label\":\"World\"}"));
  }

  @Test
  void refusesAnEmptyFile() {
    files.assertFails(
        DataError.NO_EXAMPLES,
        "soft.jsonl: there is no example in it: it is empty, or has a header alone",
        () -> read("\n"));
  }

  @Test
  void saysThatTheLastLineIsHalfWritten() {
    String whole = "{\"text_a\":\"a\",\"label\":\"World\"}\n";

    files.assertFails(
        DataError.HALF_A_LINE,
        "soft.jsonl:2: the last line stops in the middle: what wrote the file was stopped; go on"
            + " with that, or delete the line",
        () -> read(whole + whole.substring(0, 20)));
    // a line end tells that somebody thought it whole
    files.assertFails(
        DataError.BAD_JSON,
        "soft.jsonl:1: the JSON does not end on this line; each line of JSONL is one whole object",
        () -> read(whole.substring(0, 20) + "\n"));
  }

  @Test
  void doesNotWriteATextUnderTheNameOfAnotherKey() {
    Example example =
        Example.of("a").withId("3").withField("source", "b").withSoft(SoftLabel.certain(0, 2));

    files.assertFails(
        DataError.WRONG_VALUE,
        "example '3': a text is called 'source', which means something else in a soft-label file;"
            + " give it another name with columns.fields",
        () -> SoftLabelFile.line(SoftLabelLine.of(example), LABELS));
  }

  @Test
  void refusesSoftLabelsThatAreNone() {
    assertThatThrownBy(() -> SoftLabel.of(0.5, 0.4)).hasMessageContaining("no distribution");
    assertThatThrownBy(() -> SoftLabel.of(1.5, -0.5)).hasMessageContaining("no distribution");
    assertThatThrownBy(() -> new SoftLabel(ImmutableDoubleArray.of(1), -1, ""))
        .hasMessage("weight must be a finite number above 0, was -1.0");
  }
}
