@echo off
rem Starts Tidelock with a JDK 25 and passes all arguments on. Made by the build from app/src/launcher.
setlocal
set "here=%~dp0"
set "home=@JAVA_HOME@"
if not exist "%home%\bin\java.exe" set "home=%JAVA_HOME%"
if not exist "%home%\bin\java.exe" (
  echo tidelock: No Java 25 was found on this computer. Nothing was changed. Install a JDK 25, or set JAVA_HOME to one. [UNEXPECTED] 1>&2
  exit /b 1
)
rem The window has a cache of its own.
set "cache=@NAME@"
if "%~1"=="" set "cache=@NAME@-window"
if "%~1"=="--hidden" set "cache=@NAME@-window"
set "aot="
if exist "%here%%cache%.aot" set aot="-XX:AOTCache=%here%%cache%.aot"
set "native="
if exist "%here%native\libzstd-jni.dll" set native="-Dorg.sqlite.lib.path=%here%native" "-DZstdNativePath=%here%native\libzstd-jni.dll"
"%home%\bin\java.exe" @FLAGS@ %native% %aot% -cp "%here%@JAR@" org.tidelock.app.Main %*
exit /b %errorlevel%
