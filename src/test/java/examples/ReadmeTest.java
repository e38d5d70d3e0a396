package examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the README shows is what there is. */
class ReadmeTest {
  private static final Pattern LINK = Pattern.compile("\\]\\((?!http)([^)#]+)[^)]*\\)");
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final String MARKER = "    // README (begins|ends)\n";

  @Test
  void theJavaOfTheReadmeIsAProgramThatRuns() throws IOException {
    String source = Files.readString(Path.of("examples/java/examples/TrainClassifier.java"));
    String excerpt = Splitter.onPattern(MARKER).splitToList(source).get(1).indent(-4);

    assertThat(Files.readString(Path.of("README.md"))).contains("```java\n" + excerpt + "```");
  }

  @ParameterizedTest
  @CsvSource({"docs/java.md, 4", "docs/from-openprompt.md, 1", "docs/recipes.md, 1"})
  void everyJavaProgramOfTheDocumentationIsOneOfTheExamples(Path page, int least)
      throws IOException {
    StringBuilder sources = new StringBuilder();
    try (Stream<Path> examples = Files.list(Path.of("examples/java/examples"))) {
      for (Path example : examples.sorted().toList()) {
        sources.append(withoutIndent(Files.readString(example)));
      }
    }
    Matcher block = JAVA.matcher(Files.readString(page));
    int blocks = 0;
    while (block.find()) {
      assertThat(sources.toString()).contains(withoutIndent(block.group(1)));
      blocks++;
    }
    assertThat(blocks).isGreaterThanOrEqualTo(least);
  }

  private static String withoutIndent(String text) {
    return text.lines().map(line -> line.stripLeading() + "\n").collect(Collectors.joining());
  }

  @Test
  void everyLinkOfTheDocumentationLeadsSomewhere() throws IOException {
    List<Path> pages;
    try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
      pages =
          Stream.concat(Stream.of(Path.of("README.md")), docs)
              .filter(page -> page.toString().endsWith(".md"))
              .toList();
    }
    for (Path page : pages) {
      Matcher link = LINK.matcher(Files.readString(page));
      while (link.find()) {
        assertThat(page.resolveSibling(link.group(1))).as(page.toString()).exists();
      }
    }
  }

  @Test
  void everyCommandHasItsHelpAndItsPlaceInTheReadme() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    try (Stream<Path> sources = Files.list(Path.of("src/main/java/dev/cloze/cli"))) {
      assertThat(
              sources
                  .map(path -> path.getFileName().toString())
                  .filter(name -> name.endsWith("Command.java"))
                  .map(name -> name.replace("Command.java", "").toLowerCase(java.util.Locale.ROOT))
                  .collect(Collectors.toList()))
          .isNotEmpty()
          .allSatisfy(name -> assertThat(readme).contains("cloze " + name));
    }
  }
}
