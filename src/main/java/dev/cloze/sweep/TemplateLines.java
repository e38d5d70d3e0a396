package dev.cloze.sweep;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.Setting;
import dev.cloze.template.TemplateFile;
import java.nio.file.Path;

/** The lines of the template file that a run file names, for an axis over all of them. */
final class TemplateLines {
  private TemplateLines() {}

  static ImmutableList<String> of(Setting.Mapping run, Setting.Scalar all) {
    if (run.entries().get("template") instanceof Setting.Mapping template
        && template.entries().get("file") instanceof Setting.Scalar file) {
      Path path = file.origin().folder().resolve(file.text()).normalize();
      return TemplateFile.read(path).lines();
    }
    throw AxisReader.noValues(
        "template.choice",
        all,
        "'all' stands for the lines of template.file, which the run file does not name");
  }
}
