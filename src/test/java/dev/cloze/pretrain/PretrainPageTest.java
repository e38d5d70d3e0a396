package dev.cloze.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.common.collect.ImmutableMap;
import dev.cloze.base.OptionsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the settings file and the page that lists its keys together, both ways. */
class PretrainPageTest {
  private static final Path PAGE = Path.of("docs/pretrain.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9_.]+)` \\| (.*?) ?\\|");
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```yaml\n(.*?)```");
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final String FRESH =
      """
      corpus: texts.txt
      model: {shape: {layers: 4, hidden: 320, heads: 5, intermediate: 1280}}
      tokenizer: {vocabulary: 8192}
      training: {steps: 10}
      watch: {stop_after: 60}
      threads: 2
      """;
  private static final String ONWARDS =
      """
      corpus: texts.txt
      model: bert
      training: {steps: 10}
      """;
  private static final String OTHER_TOKENIZER = FRESH.replace("{vocabulary: 8192}", "{path: bert}");

  @TempDir Path folder;

  @Test
  void everyKeyStandsOnThePageAndEveryKeyThereBinds() throws IOException {
    Set<String> keys = new TreeSet<>();
    for (String file : List.of(FRESH, ONWARDS, OTHER_TOKENIZER)) {
      collect(written(file), "", keys);
    }

    assertThat(rows().keySet()).containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  void theDefaultsAreThoseOfThePage() throws IOException {
    JsonNode written = written(FRESH);
    ImmutableMap<String, String> rows = rows();

    assertThat(rows).containsEntry("training.length", "`128`");
    rows.forEach(
        (key, cell) -> {
          if (cell.startsWith("`") && !key.equals("out")) {
            JsonNode actual = written.at("/" + key.replace('.', '/'));
            String expected = cell.replace("`", "");
            if (actual.isNumber()) {
              assertThat(actual.doubleValue()).as(key).isEqualTo(Double.parseDouble(expected));
            } else {
              assertThat(actual.asText()).as(key).isEqualTo(expected);
            }
          }
        });
  }

  @Test
  void theExampleBinds() throws IOException {
    MatchResult example =
        EXAMPLE.matcher(Files.readString(PAGE)).results().findFirst().orElseThrow();

    assertThat(written(example.group(1)).at("/tokenizer/alphabet").intValue()).isEqualTo(300);
  }

  private JsonNode written(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("texts.yaml"), text);
    return YAML.readTree(OptionsWriter.write(PretrainFile.read(file, List.of())));
  }

  private static void collect(JsonNode node, String prefix, Set<String> keys) {
    Iterator<Map.Entry<String, JsonNode>> fields = node.properties().iterator();
    while (fields.hasNext()) {
      Map.Entry<String, JsonNode> field = fields.next();
      String key = prefix + field.getKey();
      if (field.getValue().isObject()) {
        collect(field.getValue(), key + ".", keys);
      } else {
        keys.add(key);
      }
    }
  }

  private static ImmutableMap<String, String> rows() throws IOException {
    String page = Files.readString(PAGE);
    return ROW.matcher(page.substring(0, page.indexOf("## Documents")))
        .results()
        .collect(
            ImmutableMap.toImmutableMap((MatchResult row) -> row.group(1), row -> row.group(2)));
  }
}
