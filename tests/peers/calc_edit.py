"""Opens a workbook in LibreOffice Calc, sets cells, saves it again: what a person does, through UNO.

calc_edit.py SOFFICE_PROFILE IN OUT COLUMN=VALUE SHEET:ROW [SHEET:ROW ...]; rows count from 0, the head is row 0. The
sheets are sorted by the English text afterwards, as people do.
"""
import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.table import TableSortField

profile, source, target, setting, *rows = sys.argv[1:]
column, value = setting.split("=")
pipe = "trialign%d" % time.time_ns()
office = subprocess.Popen([
    "soffice", "-env:UserInstallation=file://" + profile, "--headless", "--norestore",
    "--accept=pipe,name=%s;urp;" % pipe,
])
try:
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    for attempt in range(600):
        try:
            remote = resolver.resolve("uno:pipe,name=%s;urp;StarOffice.ComponentContext" % pipe)
            break
        except Exception:
            time.sleep(0.2)
    desktop = remote.ServiceManager.createInstance("com.sun.star.frame.Desktop")
    hidden = PropertyValue(Name="Hidden", Value=True)
    book = desktop.loadComponentFromURL("file://" + source, "_blank", 0, (hidden,))
    touched = {}
    for place in rows:
        name, row = place.split(":")
        sheet = touched.setdefault(name, book.Sheets.getByName(name))
        head = [sheet.getCellByPosition(k, 0).String for k in range(20)]
        sheet.getCellByPosition(head.index(column), int(row)).String = value
    for sheet in touched.values():
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        area = sheet.getCellRangeByPosition(0, 0, cursor.RangeAddress.EndColumn, cursor.RangeAddress.EndRow)
        field = TableSortField()
        field.Field, field.IsAscending = head.index("en"), True
        fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
        uno.invoke(area, "sort", ((
            PropertyValue(Name="SortFields", Value=fields),
            PropertyValue(Name="ContainsHeader", Value=True),
        ),))
    filter_name = PropertyValue(Name="FilterName", Value="Calc MS Excel 2007 XML")
    book.storeToURL("file://" + target, (filter_name,))
    book.close(True)
    desktop.terminate()
finally:
    office.wait(60)
