package org.tidelock.app.ui.component;

import java.util.Locale;
import java.util.Map;
import org.kordamp.ikonli.feather.Feather;

/// A glyph for a kind of file, by the end of its name. A dozen neutral ones; the name beside it says the rest.
public final class FileIcons {
  private static final Map<Feather, String> ENDINGS =
      Map.of(
          Feather.IMAGE, " jpg jpeg png gif svg webp heic dng raw tif tiff psd bmp ico ",
          Feather.FILM, " mp4 mov mkv avi webm m4v mpg mpeg ",
          Feather.MUSIC, " mp3 flac ogg wav m4a aac opus ",
          Feather.ARCHIVE, " zip tar gz tgz xz bz2 7z rar zst jar iso ",
          Feather.GRID, " xls xlsx ods csv tsv numbers ",
          Feather.FILE_TEXT, " txt md pdf doc docx odt rtf tex pages html log ",
          Feather.MAIL, " eml msg mbox pst ",
          Feather.DATABASE, " db sqlite sql mdb ",
          Feather.CODE, " java c h cpp py js ts go rs sh json xml yaml yml toml css kt rb ");

  private FileIcons() {}

  public static Feather of(String name) {
    int dot = name.lastIndexOf('.');
    if (dot > 0 && dot < name.length() - 1) {
      var ending = " " + name.substring(dot + 1).toLowerCase(Locale.ROOT) + " ";
      for (var entry : ENDINGS.entrySet()) {
        if (entry.getValue().contains(ending)) {
          return entry.getKey();
        }
      }
    }
    return Feather.FILE;
  }
}
