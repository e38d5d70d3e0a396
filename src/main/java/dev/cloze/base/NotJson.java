package dev.cloze.base;

import com.fasterxml.jackson.core.JacksonException;
import java.nio.file.Path;

/** Says where a file stops being JSON. */
public final class NotJson {
  private NotJson() {}

  /** The error of a room's own code, with line and column. */
  public static ClozeException in(Path file, ErrorCode code, JacksonException found) {
    return new ClozeException(
            code,
            "%s: line %d, column %d: not JSON: %s",
            file,
            found.getLocation().getLineNr(),
            found.getLocation().getColumnNr(),
            found.getOriginalMessage())
        .causedBy(found);
  }
}
