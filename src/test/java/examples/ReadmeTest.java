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

/** What the README shows is what there is. */
class ReadmeTest {
  private static final Pattern LINK = Pattern.compile("\\]\\((?!http)([^)#]+)[^)]*\\)");
  private static final String MARKER = "    // README (begins|ends)\n";

  @Test
  void theJavaOfTheReadmeIsCompiledAndRuns() throws IOException {
    String source = Files.readString(Path.of("src/test/java/examples/ClassifyText.java"));
    String excerpt = Splitter.onPattern(MARKER).splitToList(source).get(1).indent(-4);

    assertThat(Files.readString(Path.of("README.md"))).contains("```java\n" + excerpt + "```");
    assertThat(
            ClassifyText.run(
                Path.of("src/test/resources/golden/openprompt/bert"), "the team cheered"))
        .isIn("good", "bad");
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
