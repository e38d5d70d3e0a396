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

  private static final String PROMPT =
      """
      model: {path: bert}
      corpus: texts.txt
      prompt:
        task: pseudo_labels
        template: '{"soft"} {"placeholder": "text_a"} {"mask"}'
        words: {a: [x], b: [y]}
        annotator: runs/first
      tokens: {max_text: 40, max_demonstration_text: 20}
      training: {dropout: 0, patience: 2}
      threads: 2
      """;

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
  void everyKeyOfAPromptStandsOnThePageAndEveryKeyThereBinds() throws IOException {
    Set<String> keys = new TreeSet<>();
    collect(writtenPrompt(PROMPT), "", keys);
    keys.removeIf(key -> key.startsWith("prompt.words."));
    keys.add("prompt.words");

    assertThat(promptRows().keySet()).containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  void theDefaultsOfAPromptAreThoseOfThePage() throws IOException {
    ImmutableMap<String, String> rows = promptRows();

    assertThat(rows).containsEntry("prompt.examples", "`2000`");
    assertDefaults(rows, writtenPrompt(PROMPT));
  }

  @Test
  void theDefaultsAreThoseOfThePage() throws IOException {
    JsonNode written = written(FRESH);
    ImmutableMap<String, String> rows = rows();

    assertThat(rows).containsEntry("training.length", "`128`");
    assertDefaults(rows, written);
  }

  private static void assertDefaults(ImmutableMap<String, String> rows, JsonNode written) {
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
    List<String> examples =
        EXAMPLE.matcher(Files.readString(PAGE)).results().map(found -> found.group(1)).toList();

    assertThat(written(examples.get(0)).at("/tokenizer/alphabet").intValue()).isEqualTo(300);
    for (String prompt : examples.subList(1, examples.size())) {
      assertThat(writtenPrompt(prompt).at("/prompt/template").textValue()).contains("soft");
    }
    assertThat(examples).hasSize(3);
  }

  @Test
  void theFileInTheExamplesBindsToo() {
    PromptPretrainFile read =
        PromptPretrainFile.read(Path.of("examples/prompt-pretrain.yaml"), List.of());

    assertThat(read.corpus().files()).allSatisfy(path -> assertThat(path).isRegularFile());
  }

  private JsonNode writtenPrompt(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("texts.yaml"), text);
    return YAML.readTree(OptionsWriter.write(PromptPretrainFile.read(file, List.of())));
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
    return rows("## Keys", "## Documents");
  }

  private static ImmutableMap<String, String> promptRows() throws IOException {
    return rows("### Keys of a prompt", "### What it learns");
  }

  private static ImmutableMap<String, String> rows(String from, String to) throws IOException {
    String page = Files.readString(PAGE);
    return ROW.matcher(page.substring(page.indexOf(from), page.indexOf(to)))
        .results()
        .collect(
            ImmutableMap.toImmutableMap((MatchResult row) -> row.group(1), row -> row.group(2)));
  }
}
