package dev.cloze.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.common.base.CaseFormat;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.cloze.base.OptionsWriter;
import dev.cloze.data.DataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the run file and the pages that list its keys together, both ways. */
class RunPageTest {
  private static final Path PAGE = Path.of("docs/run.md");
  private static final Path DATA_PAGE = Path.of("docs/data.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z_.]+)` \\| (.*?) \\|");
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```yaml\n(.*?)```");
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final String LEAST =
      """
      model: m
      data: {train: train.tsv, test: test.tsv}
      template: '{"mask"}'
      verbalizer: {words: {a: x, b: y}}
      """;

  @TempDir Path folder;

  @Test
  void everyKeyStandsOnThePageAndEveryKeyThereBinds() throws IOException {
    assertThat(rows(PAGE, "## All keys").keySet())
        .containsExactlyInAnyOrderElementsOf(keys(RunFile.class, ""));
  }

  @Test
  void everyKeyOfADataFileStandsOnItsPageAndEveryKeyThereBinds() throws IOException {
    assertThat(rows(DATA_PAGE, "## All keys of a file").keySet())
        .containsExactlyInAnyOrderElementsOf(keys(DataSource.class, ""));
  }

  /** A default is written in code font; in other words stands what no value says. */
  @Test
  void theDefaultsAreThoseOfThePage() throws IOException {
    JsonNode written = YAML.readTree(OptionsWriter.write(read(List.of())));
    Map<String, String> rows = rows(PAGE, "## All keys");

    assertThat(rows).containsEntry("training.epochs", "`10`");
    rows.forEach(
        (key, cell) -> {
          if (cell.startsWith("`") && !key.equals("out")) {
            JsonNode expected = yaml(cell.replace("`", ""));
            JsonNode actual = written.at("/" + key.replace('.', '/'));
            if (!actual.isMissingNode()) {
              assertThat(plain(actual)).as(key).isEqualTo(plain(expected));
            } else {
              assertThat(key)
                  .matches(
                      "(data\\.few_shot|demonstrations|forgetting|training\\.language_model|verbalizer\\.[a-z]+)\\..*");
            }
          }
        });
  }

  static Stream<String> examples() throws IOException {
    return EXAMPLE.matcher(Files.readString(PAGE)).results().map(example -> example.group(1));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleOfThePageBinds(String example) throws IOException {
    List<String> settings = new ArrayList<>();
    yaml(example)
        .properties()
        .forEach(entry -> settings.add(entry.getKey() + "=" + entry.getValue()));

    assertThat(read(settings)).isNotEqualTo(read(List.of()));
  }

  private RunFile read(List<String> settings) throws IOException {
    return RunFile.read(Files.writeString(folder.resolve("run.yaml"), LEAST), settings);
  }

  /** Key and default of each row of the first table under a heading. */
  private static ImmutableMap<String, String> rows(Path page, String heading) throws IOException {
    String text = Files.readString(page);
    String section = text.substring(text.indexOf(heading + "\n") + heading.length());
    int end = section.indexOf("\n## ");
    return ROW.matcher(end < 0 ? section : section.substring(0, end))
        .results()
        .collect(
            ImmutableMap.toImmutableMap((MatchResult row) -> row.group(1), row -> row.group(2)));
  }

  /** The keys that have values, dotted; files of examples have a page of their own. */
  static ImmutableSet<String> keys(Class<?> type, String prefix) {
    ImmutableSet.Builder<String> keys = ImmutableSet.builder();
    for (RecordComponent component : type.getRecordComponents()) {
      String name = CaseFormat.LOWER_CAMEL.to(CaseFormat.LOWER_UNDERSCORE, component.getName());
      Type inner = component.getGenericType();
      if (inner instanceof ParameterizedType generic && component.getType() == Optional.class) {
        inner = generic.getActualTypeArguments()[0];
      }
      boolean nested =
          inner instanceof Class<?> simple && simple.isRecord() && simple != DataSource.class;
      keys.addAll(
          nested ? keys((Class<?>) inner, prefix + name + ".") : ImmutableSet.of(prefix + name));
    }
    return keys.build();
  }

  private static JsonNode yaml(String text) {
    try {
      return YAML.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object plain(JsonNode value) {
    return value.isNumber() ? (Object) value.doubleValue() : value.asText();
  }
}
