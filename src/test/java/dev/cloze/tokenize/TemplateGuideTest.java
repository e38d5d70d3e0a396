package dev.cloze.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloze.data.Demonstration;
import dev.cloze.data.Example;
import dev.cloze.template.RenderedPiece;
import dev.cloze.template.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the guide to what it shows. */
class TemplateGuideTest {
  private static final Pattern SPAN = Pattern.compile("`(\\{\"[^`]*\\})`");
  private static final Pattern BLOCK = Pattern.compile("```\\n(\\{[^`]*)```");
  private static final Example SHOWING =
      Example.of("we lost two hours")
          .withDemonstrations(
              List.of(
                  new Demonstration(
                      Example.of("the ferry was late because the engine failed"), "late"),
                  new Demonstration(Example.of("two hours"), "lost")));

  @TempDir Path folder;

  private static String guide() throws IOException {
    return Files.readString(Path.of("docs/templates.md"));
  }

  @Test
  void everyTemplateOfTheGuideReads() throws IOException {
    String guide = guide();
    List<String> spans =
        SPAN.matcher(guide).results().map(found -> found.group(1)).distinct().toList();
    Stream<String> blocks = BLOCK.matcher(guide).results().flatMap(TemplateGuideTest::lines);

    assertThat(spans).hasSizeGreaterThan(30);
    Stream.concat(spans.stream(), blocks)
        .forEach(
            template -> {
              boolean whole = template.contains("{\"mask\"");
              Template.parse(whole ? template : template + "{\"mask\"}");
            });
  }

  private static Stream<String> lines(MatchResult block) {
    return block.group(1).lines();
  }

  @Test
  void tokensAreAsShown() throws IOException {
    String words =
        ". ? it was the ferry late because engine failed we lost two hours question passage who"
            + " slept a robot";
    try (PretrainedTokenizer tokenizer = Shown.words(folder, words)) {
      for (String[] row : rows("tokens for BERT")) {
        Example example =
            row[0].contains("soft_key")
                ? Example.of("who slept ?", "a robot slept")
                : row[0].contains("front") ? Example.of("the ferry") : SHOWING;
        PromptTokenizer prompts = Shown.prompts(tokenizer, ModelKind.MASKED, row[0], 64);

        assertThat(Shown.tokens(prompts.encode(example), tokenizer)).isEqualTo(row[1]);
      }
    }
  }

  @Test
  void listsAreAsShown() throws IOException {
    Example example = Example.of("").withMeta("choices", List.of("red", "blue"));
    for (String[] row : rows("item, with the list")) {
      assertThat(text(row[0] + "{\"mask\"}", example)).isEqualTo(row[1] + "<mask>");
    }
  }

  @Test
  void aMissingTextIsAsShown() throws IOException {
    String template =
        BLOCK
            .matcher(guide())
            .results()
            .map(block -> block.group(1).strip())
            .filter(block -> block.contains("optional"))
            .findFirst()
            .orElseThrow();

    String there = text(template, Example.of("Rain.", "Sun"));
    String missing = text(template, Example.of("Rain."));

    assertThat(guide())
        .contains("| `Sun` | `" + spaced(there) + "` |")
        .contains("only white space | `" + spaced(missing) + "` |");
  }

  /** A mask is put in without the space that the template has before it. */
  private static String spaced(String text) {
    return text.replace("<mask>", " <mask>");
  }

  private static String text(String template, Example example) {
    return Template.parse(template).render(example).stream()
        .map(piece -> piece instanceof RenderedPiece.Text text ? text.text() : "<mask>")
        .collect(Collectors.joining());
  }

  /** The rows of the tables whose header says {@code what}, each two code spans. */
  private static List<String[]> rows(String what) throws IOException {
    Pattern row = Pattern.compile("^\\| `([^`]*)` \\| `([^`]*)` \\|$");
    List<String> lines = guide().lines().toList();
    List<String[]> rows = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("|") && lines.get(i).contains(what)) {
        for (int line = i + 2; line < lines.size(); line++) {
          var found = row.matcher(lines.get(line));
          if (!found.matches()) {
            break;
          }
          rows.add(new String[] {found.group(1), found.group(2)});
        }
      }
    }
    assertThat(rows).isNotEmpty();
    return rows;
  }
}
